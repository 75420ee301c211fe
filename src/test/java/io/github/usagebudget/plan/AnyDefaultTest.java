package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For any customers, budgets, usage records and entries of the plan. */
class AnyDefaultTest {
    private static final BudgetAmount AMOUNT = new BudgetAmount(new BigDecimal("50.10"));

    @Property(tries = 1_000, seed = "20261128")
    void exactly_the_customers_without_a_budget_and_without_an_entry_get_the_default(
            @ForAll("customers") AnyCustomers customers, @ForAll int which) {
        var named = new HashSet<CustomerTenantId>();
        for (var i = 0; i < customers.customers().size(); i++)
            if ((which >> i & 1) == 1) named.add(customers.customers().get(i).id());
        var prepared = resolve(customers, named);
        var entries = new HashSet<CustomerTenantId>();
        for (var change : prepared.plan().budgets())
            if (change.isDefault()) {
                entries.add(change.customer());
                assertThat(change.amount()).contains(AMOUNT);
                assertThat(change.expected()).contains(Budget.NONE);
            }
        var expected = new HashSet<CustomerTenantId>();
        var refused = 0;
        for (var customer : customers.customers()) {
            if (named.contains(customer.id()) || hasBudget(customers, customer)) continue;
            if (customers.budget(customer.id()) == null) refused++;
            else expected.add(customer.id());
        }
        assertThat(entries).isEqualTo(expected);
        assertThat(prepared.defaultSkipped()).hasValue(refused);
        assertThat(prepared.plan().budgets()).hasSize(named.size() + entries.size());
        assertThat(prepared.settled()).isEmpty();
    }

    private static boolean hasBudget(AnyCustomers customers, Customer customer) {
        var record = Optional.ofNullable(customers.records().get(customer.id())).flatMap(UsageRecord::budget);
        return record.or(() -> Optional.ofNullable(customers.budget(customer.id())))
                .flatMap(Budget::amount)
                .isPresent();
    }

    private static PreparedPlan resolve(AnyCustomers customers, Set<CustomerTenantId> named) {
        List<BudgetChange> budgets =
                named.stream().map(id -> Plans.set(id.toString(), "1")).toList();
        var plan = new BudgetPlan(
                "sha256:0",
                Optional.empty(),
                Optional.of(AMOUNT),
                budgets,
                new BudgetPlan.Pointers("/budgets", index -> "/budgets/" + index));
        var run = TestRuns.run("r", 4, Deadline.after(Duration.ofMinutes(1), System::nanoTime), Duration.ofMinutes(1));
        return new DefaultBudgets(KnownLists.of(customers.customers()), customers, new WorkPlaces(wait -> true))
                .resolve(PreparedPlan.of(plan, customers.records(), Instant.EPOCH), run);
    }

    @Provide
    Arbitrary<AnyCustomers> customers() {
        return AnyCustomers.any();
    }
}
