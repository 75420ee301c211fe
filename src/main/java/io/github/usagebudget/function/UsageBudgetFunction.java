package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.function.InvocationContext.NamedUuid;
import io.github.usagebudget.function.Problem.FailedAttempt;
import io.github.usagebudget.readiness.ReadinessService;
import io.github.usagebudget.readiness.ReadinessService.Readiness;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Sets, removes and reads one customer's usage spending budget, and reports whether that can work. Thread-safe. */
@Singleton
public class UsageBudgetFunction {
    static final String NAME = "usage-budget";
    static final String READ = "read-usage-budget";
    static final String READINESS = "readiness";

    /** Well within the 230 s after which the platform ends an HTTP answer. */
    private static final Duration LONGEST_READINESS = Duration.ofSeconds(90);

    private final UsageBudgets budgets;
    private final CustomerLocks locks;
    private final Settings settings;
    private final Ticker ticker;
    private final Instance<ReadinessService> readiness;

    /** @param readiness created by the first call that needs it */
    UsageBudgetFunction(
            UsageBudgets budgets,
            CustomerLocks locks,
            Settings settings,
            Ticker ticker,
            Instance<ReadinessService> readiness) {
        this.budgets = budgets;
        this.locks = locks;
        this.settings = settings;
        this.ticker = ticker;
        this.readiness = readiness;
    }

    /** @throws RuntimeException for {@link Problem} */
    @Funq(NAME)
    public UsageBudgetResponse usageBudget(UsageBudgetRequest request, @Context HttpCall call) {
        var change = request.change();
        var key = IdempotencyKey.of(call.header(IdempotencyKey.HEADER));
        var invocation = call.invocation();
        var context = context(call, invocation, key.requestIdOf(change));
        var attempt = new UpdateUsageBudget(budgets, settings.budgetPolicy(), locks, false)
                .attempt(change, Optional.empty(), context);
        ChangeRecord.log(invocation, attempt);
        if (attempt.failure().isPresent())
            throw new FailedAttempt(attempt.failure().get(), attempt.requestId(), true);
        return UsageBudgetResponse.of(attempt, call.correlation().id());
    }

    /** @throws RuntimeException for {@link Problem} */
    @Funq(READ)
    public UsageBudgetResponse readUsageBudget(CustomerTenantId customer, @Context HttpCall call) {
        var context = context(call, call.invocation(), UUID.randomUUID());
        try {
            var read = budgets.read(customer, context);
            return UsageBudgetResponse.of(
                    customer, read, context.requestId(), call.correlation().id());
        } catch (RuntimeException | Error failure) {
            throw new FailedAttempt(BudgetFailure.of(failure), context.requestId(), false);
        }
    }

    private UpdateContext context(HttpCall call, InvocationContext invocation, UUID requestId) {
        var deadline = Deadline.after(settings.get(Setting.PARTNER_CENTER_DEADLINE), ticker);
        return new UpdateContext(call.correlation().upstream(), requestId, deadline).within(invocation.traceParent());
    }

    /** Checks settings, identity, vault, sign-in and Partner Center. Changes nothing. */
    @Funq(READINESS)
    public Readiness readiness() {
        return readiness.get().examine(Deadline.after(LONGEST_READINESS, ticker));
    }

    /** The header by which a repeated request gets the same {@code MS-RequestId}. Immutable. */
    record IdempotencyKey(Optional<String> value) {
        static final String HEADER = "Idempotency-Key";
        private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,128}");

        /** @throws BudgetFailure {@code malformed-request} if the key is too long or not printable */
        static IdempotencyKey of(Optional<String> value) {
            if (value.isPresent() && !PRINTABLE.matcher(value.get()).matches())
                throw BudgetFailure.of(
                        MALFORMED_REQUEST, "The header " + HEADER + " must be 1 to 128 printable ASCII characters.");
            return new IdempotencyKey(value);
        }

        /** The {@code MS-RequestId} of the change: the same for the same key, customer and amount, else a new one. */
        UUID requestIdOf(BudgetChange change) {
            return value.map(key ->
                            NamedUuid.of("request\n" + key + "\n" + change.customer() + "\n" + normalized(change)))
                    .orElseGet(UUID::randomUUID);
        }

        /** 100 and 100.0 are the same amount. */
        private static String normalized(BudgetChange change) {
            return change.amount()
                    .map(amount -> amount.value().stripTrailingZeros().toPlainString())
                    .orElse("remove");
        }
    }

    /**
     * The 200 answer to a change or a read. A member is absent (null here) if it does not apply or was not read. A null amount means no budget,
     * so each amount can also be null (empty). {@code usageSpendingBudget}, {@code attributes} and {@code links} are as Partner Center returned
     * them.
     *
     * @param outcome of a change; absent for a read, as is {@code previousAmount}
     */
    public record UsageBudgetResponse(
            String customerTenantId,
            String outcome,
            Optional<BigDecimal> amount,
            Optional<BigDecimal> usageSpendingBudget,
            Optional<BigDecimal> previousAmount,
            Map<String, Object> attributes,
            Map<String, Object> links,
            UUID requestId,
            String correlationId)
            implements HttpEndpoint.Result {

        /** @param attempt one that did not fail */
        static UsageBudgetResponse of(BudgetAttempt attempt, String correlationId) {
            var answered = attempt.answered().orElseThrow();
            return new UsageBudgetResponse(
                    attempt.change().customer().toString(),
                    attempt.outcome().name().toLowerCase(Locale.ROOT),
                    attempt.change().asked().amount(),
                    answered.usageSpendingBudget().map(Budget::amount).orElse(null),
                    attempt.previous().map(Budget::amount).orElse(null),
                    ifAny(answered.attributes()),
                    ifAny(answered.links()),
                    attempt.requestId().orElse(null),
                    correlationId);
        }

        /** The current budget. */
        static UsageBudgetResponse of(
                CustomerTenantId customer, SpendingBudget read, Optional<UUID> requestId, String correlationId) {
            return new UsageBudgetResponse(
                    customer.toString(),
                    null,
                    read.budget().amount(),
                    read.usageSpendingBudget().map(Budget::amount).orElse(null),
                    null,
                    ifAny(read.attributes()),
                    ifAny(read.links()),
                    requestId.orElse(null),
                    correlationId);
        }

        private static Map<String, Object> ifAny(Map<String, Object> members) {
            return members.isEmpty() ? null : members;
        }
    }
}
