package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Precondition;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.NoResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads or writes one customer's budget until the outcome is known, or is known to be unknown. The rule: as long as a PATCH of this update
 * may have been applied, the budget is read back before any failure is reported. Bounded in requests of each kind and in time; in a plan
 * run a refusal because of too many requests does not count as an attempt, but is bounded too. Used once, by one thread.
 */
final class ReliableUpdate {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private final PartnerCenterClient client;
    private final ResponseInterpreter responses;
    private final RetryWaits waits;
    private final UpdateContext context;

    // Mutable state
    private int reads;
    private int writes;
    /** Nothing was read back since. */
    private boolean mayHaveBeenApplied;
    /** The last PATCH that was sent got no answer: it may still be under way. */
    private boolean mayBeUnderWay;
    /** Of the PATCHes sent, those whose result was understood. */
    private int understood;

    private Optional<BudgetFailure.PartnerCenterFault> lastAnswer = Optional.empty();
    /** Null if each request was answered. */
    private NoResponse lastSilence;

    ReliableUpdate(PartnerCenterClient client, ResponseInterpreter responses, RetryWaits waits, UpdateContext context) {
        this.client = client;
        this.responses = responses;
        this.waits = waits;
        this.context = context;
    }

    /** @throws BudgetFailure if no budget could be read */
    SpendingBudget read(CustomerTenantId customer) {
        var result = readUntilKnown(customer);
        if (result.isBudget()) return result.budget();
        throw ended(result.failure());
    }

    /** @throws BudgetFailure if it was refused, or is not known to have been made */
    SpendingBudget write(BudgetChange change, Precondition precondition) {
        try {
            while (true) {
                var result = patch(change);
                if (result.names(change.asked())) return result.budget();
                note(result);
                var settled = result.needsReadBack()
                        ? afterUnclear(result, change, precondition)
                        : afterRefusal(result, change, precondition);
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

    /** Nothing but reading tells what became of the request. Empty if the change is to be sent again. */
    private Optional<SpendingBudget> afterUnclear(
            AttemptResult result, BudgetChange change, Precondition precondition) {
        var found = readUntilKnown(change.customer());
        if (found.names(change.asked())) return Optional.of(found.budget());
        if (!found.isBudget()) throw unknown(found.failure().partnerCenter());
        mayHaveBeenApplied = false;
        if (!waits.allows(result, writes)) throw failed(result.failure());
        precondition.check(found.budget().budget());
        // what was just read must not get old while waiting
        if (!precondition.needsCurrent() && !waits.waited(result, writes)) throw failed(result.failure());
        return Optional.empty();
    }

    /** The request was not applied, or can be sent again without asking. Empty if the change is to be sent again. */
    private Optional<SpendingBudget> afterRefusal(
            AttemptResult result, BudgetChange change, Precondition precondition) {
        if (!waits.allows(result, writes) || !waits.waited(result, writes))
            return readBackOrFail(result.failure(), change);
        if (!precondition.needsCurrent()) return Optional.empty();
        var found = readUntilKnown(change.customer());
        // else someone else has set the same budget
        if (isOpen() && found.names(change.asked())) return Optional.of(found.budget());
        if (!found.isBudget()) throw isOpen() ? unknown(found.failure().partnerCenter()) : ended(result.failure());
        mayHaveBeenApplied = false;
        precondition.check(found.budget().budget());
        return Optional.empty();
    }

    private Optional<SpendingBudget> readBackOrFail(BudgetFailure failure, BudgetChange change) {
        if (!isOpen()) throw ended(failure);
        var found = readUntilKnown(change.customer());
        if (found.names(change.asked())) return Optional.of(found.budget());
        throw found.isBudget() ? failed(failure) : unknown(found.failure().partnerCenter());
    }

    /** Whether a change may have been made that was not read back. */
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

    /** After a read-back that found another budget than the one asked for. */
    private BudgetFailure failed(BudgetFailure failure) {
        return mayBeUnderWay ? unknown(Optional.empty()) : ended(failure);
    }

    /** @param readBack what Partner Center answered to the read-back, if it did */
    private BudgetFailure unknown(Optional<BudgetFailure.PartnerCenterFault> readBack) {
        var failure = BudgetFailure.of(
                        OUTCOME_UNKNOWN,
                        "The change was sent to Partner Center, but it could not be determined whether it was made"
                                + (lastSilence == null ? "" : " (" + lastSilence.reason() + ")")
                                + ". Sending the same request again is safe.")
                .withCause(lastSilence);
        return lastAnswer.or(() -> readBack).map(failure::answered).orElse(failure);
    }

    private static BudgetFailure ended(BudgetFailure failure) {
        return failure.kind() == THROTTLED && failure.retryAfter().isEmpty()
                ? failure.retryAfter(DEFAULT_WAIT)
                : failure;
    }

    private AttemptResult readUntilKnown(CustomerTenantId customer) {
        while (true) {
            var result = get(customer);
            if (result.isBudget() || !waits.waited(result, reads)) return result;
        }
    }

    private AttemptResult get(CustomerTenantId customer) {
        if (waits.isSpent(reads))
            return AttemptResult.notTried(BudgetFailure.of(
                    PARTNER_CENTER_UNAVAILABLE,
                    "The budget could not be read within PARTNER_CENTER_ATTEMPTS and PARTNER_CENTER_DEADLINE."));
        try {
            var result = responses.ofRead(client.get(customer, context), customer);
            if (waits.counts(result)) reads++;
            return result;
        } catch (NoResponse e) {
            lastSilence = e;
            reads++;
            return AttemptResult.none(e);
        } catch (BudgetFailure withoutCredentials) {
            return AttemptResult.notTried(withoutCredentials);
        }
    }

    private AttemptResult patch(BudgetChange change) {
        if (context.deadline().hasPassed())
            return AttemptResult.notTried(BudgetFailure.of(
                    PARTNER_CENTER_UNAVAILABLE,
                    "There was no time left to send the change (PARTNER_CENTER_DEADLINE)."));
        try {
            var result = responses.ofWrite(client.patch(change, context), change);
            if (waits.counts(result)) writes++;
            if (!result.isBudget())
                lastAnswer = result.failure().partnerCenter().or(() -> lastAnswer);
            return result;
        } catch (NoResponse e) {
            lastSilence = e;
            writes++;
            return AttemptResult.none(e);
        } catch (BudgetFailure withoutCredentials) {
            return AttemptResult.notTried(withoutCredentials);
        }
    }
}
