package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.partnercenter.Heard.How;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Pause;
import io.github.usagebudget.remote.RetrySchedule;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sees one update through until its outcome is known, or is known to be unknown (CONTRACT.md, How an outcome is settled): the only
 * loop and the only wait towards Partner Center. Bounded in requests of each kind and in time. Used once, by one thread.
 */
final class Settlement {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private final Wire wire;
    private final SpendingBudgetReader budgets;
    private final FaultTranslator faults;
    private final RetrySchedule schedule;
    private final Pause pause;
    private final RandomGenerator random;
    private final Trail trail;

    Settlement(
            Wire wire,
            SpendingBudgetReader budgets,
            FaultTranslator faults,
            RetrySchedule schedule,
            Pause pause,
            RandomGenerator random,
            Trail trail) {
        this.wire = wire;
        this.budgets = budgets;
        this.faults = faults;
        this.schedule = schedule;
        this.pause = pause;
        this.random = random;
        this.trail = trail;
    }

    /** @throws BudgetFailure if no budget could be read */
    SpendingBudget read(CustomerTenantId customer) {
        var heard = readUntilHeard(customer);
        if (heard.how() == How.BUDGET) return heard.budget();
        throw ended(heard.failure());
    }

    /** @throws BudgetFailure if it was refused, or is not known to have been done */
    SpendingBudget write(BudgetChange change) {
        var silence = Optional.<Heard>empty();
        while (true) {
            var heard = patch(change, silence);
            if (heard.how() == How.NO_ANSWER) silence = Optional.of(heard);
            if (heard.names(change.asked())) return heard.budget();
            var last = !waited(heard, trail.writes());
            if (!mustLook(heard, change, last)) {
                if (last) throw ended(heard.failure());
                continue;
            }
            var found = readUntilHeard(change.customer());
            if (found.names(change.asked())) return found.budget();
            judge(heard, found, change, last);
        }
    }

    /** Whether the next step needs to know the budget: after silence and nonsense always, after a refusal in two cases only. */
    private static boolean mustLook(Heard heard, BudgetChange change, boolean last) {
        return switch (heard.how()) {
            case NO_ANSWER, UNREADABLE -> true;
            case REFUSED, NO_CONNECTION ->
                last ? mayHaveBeenDone(heard) : change.expected().isPresent();
            case BUDGET, NOT_TRIED -> false;
        };
    }

    /** A gateway may fail on the way back, after the change was made. */
    private static boolean mayHaveBeenDone(Heard refused) {
        return refused.failure().retryable()
                && (refused.status() == 500 || refused.status() == 502 || refused.status() == 504);
    }

    /** Returns if the change may be sent again; what was found is not the budget asked for. */
    private static void judge(Heard heard, Heard found, BudgetChange change, boolean last) {
        var known = found.how() == How.BUDGET;
        var answered = known || found.how() == How.REFUSED || found.how() == How.UNREADABLE;
        if (heard.how() == How.NO_ANSWER && (!known || last)) throw unknown(heard);
        if (heard.how() == How.UNREADABLE && !answered) throw unknown(heard);
        if (!known || last) throw ended(heard.failure());
        change.expected()
                .ifPresent(expected -> checkStill(expected, found.budget().budget()));
    }

    /** A retry that comes late must not overwrite what somebody set meanwhile. */
    private static void checkStill(Budget expected, Budget now) {
        if (!expected.sameAs(now))
            throw BudgetFailure.of(
                    BUDGET_CHANGED,
                    "The budget now is " + now + ", not " + expected
                            + " as expectedAmount says: somebody changed it meanwhile. Read it again and decide anew.");
    }

    private static BudgetFailure unknown(Heard heard) {
        return BudgetFailure.of(
                        OUTCOME_UNKNOWN,
                        "The change was sent to Partner Center, but whether it was made could not be found out. Send the same"
                                + " request again: that is safe.")
                .because(heard.failure());
    }

    private static BudgetFailure ended(BudgetFailure failure) {
        return failure.kind() == THROTTLED && failure.retryAfter().isEmpty()
                ? failure.retryAfter(DEFAULT_WAIT)
                : failure;
    }

    private Heard readUntilHeard(CustomerTenantId customer) {
        while (true) {
            var heard = get(customer);
            var enough = heard.how() == How.BUDGET || heard.how() == How.UNREADABLE;
            if (enough || !waited(heard, trail.reads())) return heard;
        }
    }

    /** Waits for the next try, if there may be one and there is time for it. */
    private boolean waited(Heard heard, int tries) {
        if (heard.how() == How.NOT_TRIED || !heard.failure().retryable()) return false;
        return schedule.waitAfter(
                        tries, heard.failure().retryAfter(), trail.deadline().timeLeft(), random)
                .filter(pause::slept)
                .isPresent();
    }

    private Heard get(CustomerTenantId customer) {
        if (trail.reads() >= schedule.attempts() || trail.deadline().timeLeft().compareTo(Duration.ZERO) <= 0)
            return Heard.notTried(
                    BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "There was no time left to read the budget."));
        try {
            var answer = wire.get(customer, trail);
            trail.countRead();
            return heard(answer);
        } catch (NoAnswer e) {
            trail.countRead();
            return Heard.nothing(e);
        } catch (BudgetFailure withoutCredentials) {
            return Heard.notTried(withoutCredentials);
        }
    }

    /** Without credentials nothing is sent, and nothing counted; but what an earlier silence left open stays open then. */
    private Heard patch(BudgetChange change, Optional<Heard> silence) {
        try {
            var answer = wire.patch(change, trail);
            trail.countWrite();
            var heard = heard(answer);
            return heard.how() == How.BUDGET && !heard.names(change.asked())
                    ? new Heard(
                            How.UNREADABLE,
                            answer.status(),
                            null,
                            FaultTranslator.anotherBudget(answer, heard.budget()))
                    : heard;
        } catch (NoAnswer e) {
            trail.countWrite();
            return Heard.nothing(e);
        } catch (BudgetFailure withoutCredentials) {
            throw silence.map(Settlement::unknown).orElse(withoutCredentials);
        }
    }

    private Heard heard(Answer answer) {
        if (!answer.successful()) return new Heard(How.REFUSED, answer.status(), null, faults.translate(answer));
        return budgets.read(answer.body())
                .map(Heard::budget)
                .orElseGet(() -> new Heard(How.UNREADABLE, answer.status(), null, FaultTranslator.notABudget(answer)));
    }
}
