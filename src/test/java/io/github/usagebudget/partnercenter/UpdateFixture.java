package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.http.Retrier.Sleeper;
import io.github.usagebudget.partnercenter.BudgetRequests.PartnerCenterClient;
import io.github.usagebudget.partnercenter.PartnerCenterBudgets.ReliableUpdate;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Makes updates of one customer's budget from 80 to 100 in virtual time. */
final class UpdateFixture {
    static final Duration DEADLINE = Duration.ofSeconds(90);
    static final int ATTEMPTS = 3;
    static final BudgetPolicy ANY = new BudgetPolicy(Optional.empty(), Optional.empty());
    static final CustomerTenantId CUSTOMER =
            new CustomerTenantId(UUID.fromString("0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01"));

    final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    final UpdateContext context =
            new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), Deadline.after(DEADLINE, time::nanos));
    private final Random random;

    UpdateFixture(long seed) {
        random = new Random(seed);
    }

    static BudgetChange change(Optional<Budget> expected) {
        var amount = new BudgetAmount(new BigDecimal("100"));
        var change = BudgetChange.of(CUSTOMER, Optional.of(amount));
        return expected.map(change::withExpected).orElse(change);
    }

    /** {@code updated}, or the failure's code. */
    String write(PartnerCenterClient client, BudgetChange change, Sleeper sleeper) {
        try {
            update(client, sleeper).write(new GuardedChange(change, ANY));
            return "updated";
        } catch (BudgetFailure e) {
            return e.kind().code();
        }
    }

    ReliableUpdate update(PartnerCenterClient client, Sleeper sleeper) {
        var policy = new Retrier.Policy(ATTEMPTS, Duration.ofSeconds(1), Duration.ofSeconds(20), DEADLINE);
        var errors = new PartnerCenterErrors(time);
        var retrier = new Retrier(time, sleeper, random);
        return new ReliableUpdate(new BudgetRequests(client, errors, retrier, policy, context), context);
    }
}
