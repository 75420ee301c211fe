package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.partnercenter.AttemptResult.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends the requests of one update, counts those of each kind, and waits between them. In a plan run a refusal because of too many requests
 * (429) does not count as an attempt, but is bounded too: the customer gives up its place while it waits. Used once, by one thread.
 */
final class BudgetRequests {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    /** For one customer's 429s in a plan run: only the end of the run limits the waits. */
    private static final Retrier.Policy IN_A_RUN = new Retrier.Policy(20, FIRST_DELAY, LONGEST_DELAY, FOREVER);

    private final PartnerCenterClient client;
    private final PartnerCenterErrors errors;
    private final Retrier retrier;
    private final Retrier.Policy policy;
    private final UpdateContext context;

    // Mutable state
    private int reads;
    private int writes;
    private Optional<PartnerCenterFault> lastRefusal = Optional.empty();
    private Optional<NoResponse> lastSilence = Optional.empty();

    BudgetRequests(
            PartnerCenterClient client,
            PartnerCenterErrors errors,
            Retrier retrier,
            Retrier.Policy policy,
            UpdateContext context) {
        this.client = client;
        this.errors = errors;
        this.retrier = retrier;
        this.policy = policy;
        this.context = context;
    }

    /** For all requests to Partner Center. The wait that it asks for is limited by the deadline only: who waits out a throttle is served. */
    static Retrier.Policy policy(Settings settings) {
        return new Retrier.Policy(
                settings.get(Setting.PARTNER_CENTER_ATTEMPTS),
                FIRST_DELAY,
                LONGEST_DELAY,
                settings.get(Setting.PARTNER_CENTER_DEADLINE));
    }

    /** What Partner Center answered to the last PATCH that it refused. */
    Optional<PartnerCenterFault> lastRefusal() {
        return lastRefusal;
    }

    /** Why the last request without an answer got none; empty if each was answered. */
    Optional<NoResponse> lastSilence() {
        return lastSilence;
    }

    /** Reads the budget, again and again if necessary. */
    AttemptResult read(CustomerTenantId customer) {
        while (true) {
            if (isSpent(reads))
                return notTried(
                        "The budget could not be read within PARTNER_CENTER_ATTEMPTS and PARTNER_CENTER_DEADLINE.");
            var result = send(() -> AttemptResult.ofRead(client.get(customer, context), customer, errors));
            if (counts(result)) reads++;
            if (!waits(result, reads)) return result;
        }
    }

    /** Sends the change once. */
    AttemptResult write(BudgetChange change) {
        if (context.deadline().hasPassed())
            return notTried("There was no time left to send the change (PARTNER_CENTER_DEADLINE).");
        var result = send(() -> AttemptResult.ofWrite(client.patch(change, context), change, errors));
        if (counts(result)) writes++;
        if (!result.isBudget()) lastRefusal = result.failure().partnerCenter().or(() -> lastRefusal);
        return result;
    }

    /** Whether the change can be sent again after this result. */
    boolean mayWriteAgain(AttemptResult result) {
        return result.retried() && !isSpent(writes);
    }

    /** Waits before the change is sent again; false if it must not be. */
    boolean waitsToWriteAgain(AttemptResult result) {
        return waits(result, writes);
    }

    private boolean isSpent(int sent) {
        return sent >= policy.attempts() || context.deadline().hasPassed();
    }

    private boolean counts(AttemptResult result) {
        return result.status() != Status.NOT_TRIED
                && (!result.isThrottled() || context.place().isEmpty());
    }

    private boolean waits(AttemptResult result, int sent) {
        if (!result.retried()) return false;
        var asked = result.failure().retryAfter();
        return counts(result)
                ? retrier.waitsBeforeRetry(
                        policy, sent, asked, context.deadline().timeLeft())
                : retrier.waitsBeforeRetry(IN_A_RUN, context.countRefusal(), asked, FOREVER, context::waitOutside);
    }

    private static AttemptResult notTried(String why) {
        return AttemptResult.notTried(BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, why));
    }

    @FunctionalInterface
    private interface Request {
        AttemptResult send() throws NoResponse;
    }

    private AttemptResult send(Request request) {
        try {
            return request.send();
        } catch (NoResponse e) {
            lastSilence = Optional.of(e);
            return AttemptResult.unanswered(e.maybeArrived(), e.getMessage(), e);
        } catch (BudgetFailure withoutCredentials) {
            return AttemptResult.notTried(withoutCredentials);
        }
    }

    /** Sends one request to Partner Center and returns its answer, whatever the status. Repeats it only with a fresh token. */
    interface PartnerCenterClient {

        /** @throws BudgetFailure if there are no credentials */
        HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse;

        /** @throws BudgetFailure if there are no credentials */
        HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse;
    }
}
