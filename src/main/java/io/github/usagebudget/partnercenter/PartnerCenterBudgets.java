package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.partnercenter.BudgetRequests.PartnerCenterClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The customers' usage spending budgets in Partner Center. Thread-safe. */
@Singleton
class PartnerCenterBudgets implements UsageBudgets {
    private final Settings settings;
    private final PartnerCenterClient client;
    private final PartnerCenterErrors errors;
    private final Retrier retrier;

    PartnerCenterBudgets(Settings settings, PartnerCenterClient client, PartnerCenterErrors errors, Retrier retrier) {
        this.settings = settings;
        this.client = client;
        this.errors = errors;
        this.retrier = retrier;
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
        return update(context).read(customer);
    }

    @Override
    public SpendingBudget write(GuardedChange change, UpdateContext context) {
        return update(context).write(change);
    }

    private ReliableUpdate update(UpdateContext context) {
        var policy = BudgetRequests.policy(settings);
        return new ReliableUpdate(new BudgetRequests(client, errors, retrier, policy, context), context);
    }

    /**
     * Reads or writes one customer's budget until the outcome is known, or is known to be unknown. The rule: as long as a PATCH of this update
     * may have been applied, the budget is read back before any failure is reported. Used once, by one thread.
     */
    static final class ReliableUpdate {
        private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

        private final BudgetRequests requests;
        private final UpdateContext context;

        // Mutable state
        /** Nothing was read back since. */
        private boolean mayHaveBeenApplied;
        /** The last PATCH that was sent got no answer: it may still be under way. */
        private boolean mayBeUnderWay;
        /** Of the PATCHes sent, those whose result was understood. */
        private int understood;

        ReliableUpdate(BudgetRequests requests, UpdateContext context) {
            this.requests = requests;
            this.context = context;
        }

        /** @throws BudgetFailure if no budget could be read */
        SpendingBudget read(CustomerTenantId customer) {
            var result = requests.read(customer);
            if (result.isBudget()) return result.budget();
            throw ended(result.failure());
        }

        /** @throws BudgetFailure if the change was refused, or is not known to have been made */
        SpendingBudget write(GuardedChange guarded) {
            var change = guarded.change();
            try {
                while (true) {
                    var result = requests.write(change);
                    if (result.names(change.asked())) return result.budget();
                    note(result);
                    var settled =
                            result.needsReadBack() ? afterUnclear(result, guarded) : afterRefusal(result, guarded);
                    if (settled.isPresent()) return settled.get();
                }
            } catch (BudgetFailure failure) {
                throw failure;
            } catch (RuntimeException | Error fault) {
                if (isOpen() || context.writes() > understood)
                    throw unknown(Optional.empty()).withCause(fault);
                throw fault;
            }
        }

        /** Only a read shows whether the change was made. Empty if the change must be sent again. */
        private Optional<SpendingBudget> afterUnclear(AttemptResult result, GuardedChange guarded) {
            var change = guarded.change();
            var found = requests.read(change.customer());
            if (found.names(change.asked())) return Optional.of(found.budget());
            if (!found.isBudget()) throw unknown(found.failure().partnerCenter());
            readBack(found);
            if (!requests.mayWriteAgain(result)) throw failed(result.failure());
            guarded.check(found.budget().budget());
            // a budget that the check depends on must not get old during a wait
            if (!guarded.needsCurrent() && !requests.waitsToWriteAgain(result)) throw failed(result.failure());
            return Optional.empty();
        }

        /** The change was not made, or can be sent again without a read. Empty if it must be sent again. */
        private Optional<SpendingBudget> afterRefusal(AttemptResult result, GuardedChange guarded) {
            var change = guarded.change();
            if (!requests.mayWriteAgain(result) || !requests.waitsToWriteAgain(result))
                return readBackOrFail(result.failure(), change);
            if (!guarded.needsCurrent()) return Optional.empty();
            var found = requests.read(change.customer());
            // if no change is open, someone else set the same budget
            if (isOpen() && found.names(change.asked())) return Optional.of(found.budget());
            if (!found.isBudget()) throw isOpen() ? unknown(found.failure().partnerCenter()) : ended(result.failure());
            readBack(found);
            guarded.check(found.budget().budget());
            return Optional.empty();
        }

        /** The change was not made. If someone else made one meanwhile, theirs is the budget before this update, and what an undo restores. */
        private void readBack(AttemptResult found) {
            mayHaveBeenApplied = false;
            if (context.before().isPresent()) context.found(found.budget().budget());
        }

        private Optional<SpendingBudget> readBackOrFail(BudgetFailure failure, BudgetChange change) {
            if (!isOpen()) throw ended(failure);
            var found = requests.read(change.customer());
            if (found.names(change.asked())) return Optional.of(found.budget());
            throw found.isBudget() ? failed(failure) : unknown(found.failure().partnerCenter());
        }

        /** Whether a change may have been made since the last read. */
        private boolean isOpen() {
            return mayHaveBeenApplied || mayBeUnderWay;
        }

        private void note(AttemptResult result) {
            understood = context.writes();
            mayHaveBeenApplied |= result.mayHaveBeenApplied();
            switch (result.status()) {
                case NO_ANSWER -> mayBeUnderWay = true;
                case BUDGET, UNREADABLE, REFUSED -> mayBeUnderWay = false;
                case NOT_SENT, NOT_TRIED -> {
                    // says nothing about the requests before
                }
            }
        }

        /** After a read-back that found another budget than the requested one. */
        private BudgetFailure failed(BudgetFailure failure) {
            return mayBeUnderWay ? unknown(Optional.empty()) : ended(failure);
        }

        /** @param readBack what Partner Center answered to the read-back, if it did */
        private BudgetFailure unknown(Optional<PartnerCenterFault> readBack) {
            var silence = requests.lastSilence();
            var failure = BudgetFailure.of(
                            OUTCOME_UNKNOWN,
                            "The change was sent to Partner Center, but it could not be determined whether it was made"
                                    + silence.map(none -> " (" + none.reason() + ")")
                                            .orElse("")
                                    + ". Sending the same request again is safe.")
                    .withCause(silence.orElse(null));
            return requests.lastRefusal()
                    .or(() -> readBack)
                    .map(failure::answered)
                    .orElse(failure);
        }

        private static BudgetFailure ended(BudgetFailure failure) {
            return failure.kind() == THROTTLED && failure.retryAfter().isEmpty()
                    ? failure.retryAfter(DEFAULT_WAIT)
                    : failure;
        }
    }
}
