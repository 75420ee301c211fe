package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;
import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetUpdate;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.PlannedOutcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;

/** Writes one line for each attempt to change a budget, however it ends: {@code usage-budget-change} and a JSON object. Thread-safe. */
@Singleton
class ChangeLog {
    private final Ticker ticker;

    ChangeLog(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Makes the change and records how it ended. */
    BudgetUpdate recorded(Origin origin, BudgetChange change, Trail trail, Supplier<BudgetUpdate> attempt) {
        return recorded(origin, change, trail, attempt, ended -> true);
    }

    /** Makes the change and records how it ended, if it failed or is worth a line. */
    BudgetUpdate recorded(
            Origin origin,
            BudgetChange change,
            Trail trail,
            Supplier<BudgetUpdate> attempt,
            Predicate<BudgetUpdate> worthALine) {
        var started = ticker.nanos();
        var outcome = "failed";
        var silent = false;
        var failure = Optional.<BudgetFailure>empty();
        try {
            var update = attempt.get();
            silent = !worthALine.test(update);
            outcome = update.outcome().name().toLowerCase(Locale.ROOT);
            return update;
        } catch (BudgetFailure e) {
            if (e.kind() == OUTCOME_UNKNOWN) outcome = "unknown";
            silent = !PlannedOutcome.wasAttempted(e, trail);
            failure = Optional.of(e);
            throw e;
        } catch (RuntimeException | Error e) {
            outcome = "unknown";
            failure = Optional.of(BudgetFailure.of(INTERNAL_ERROR, "").because(e));
            throw e;
        } finally {
            var milliseconds = Duration.ofNanos(ticker.nanos() - started).toMillis();
            if (!silent)
                origin.log(
                        level(failure),
                        "usage-budget-change "
                                + JsonText.of(ChangeRecord.of(origin, change, trail, outcome, failure, milliseconds)));
        }
    }

    /** What the caller can mend is a warning; what an operator must look at is an error. */
    private static Level level(Optional<BudgetFailure> failure) {
        if (failure.isEmpty()) return Level.INFO;
        return Problem.status(failure.get().kind()) < 500 ? Level.WARNING : Level.SEVERE;
    }
}
