package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;
import static io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome.FAILED;
import static io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome.NOT_ATTEMPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.Listing;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time moves only while a customer is read. */
class DefaultBudgetsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-28T08:00:00Z"));
    private final List<Customer> customers = new ArrayList<>();
    private final List<BudgetChange> named = new ArrayList<>();
    private final Map<CustomerTenantId, UsageRecord> records = new HashMap<>();
    private final List<CustomerTenantId> asked = new ArrayList<>();

    // Mutable state: how Partner Center answers
    private Function<CustomerTenantId, Budget> budget = customer -> Budget.NONE;
    private boolean isComplete = true;
    private String run = "r";

    @Test
    void each_customer_without_a_budget_and_without_an_entry_gets_an_entry() {
        var without = customer("Without");
        var with = customer("With");
        var planned = customer("Planned");
        named.add(Plans.set(planned.id().toString(), "7"));
        budget = customer -> customer.equals(with.id()) ? Budget.of(BigDecimal.ZERO) : Budget.NONE;
        var prepared = resolve();
        assertThat(prepared.plan().budgets())
                .containsExactly(
                        named.get(0),
                        BudgetChange.byDefault(
                                without.id(), new BudgetAmount(new BigDecimal("100.10")), Optional.of("Without")));
        assertThat(prepared.plan().budgets().get(1).expected()).contains(Budget.NONE);
        assertThat(prepared.open()).hasSize(2);
        assertThat(prepared.defaultSkipped()).hasValue(0);
        assertThat(asked).containsExactly(with.id(), without.id());
    }

    @Test
    void added_entries_follow_those_of_the_plan_sorted_by_name() {
        named.add(Plans.set(Plans.ONE, "7"));
        for (var name : new String[] {"b", "C", null, "a"}) customer(name);
        assertThat(resolve().plan().budgets())
                .extracting(change -> change.companyName().orElse("-"))
                .containsExactly("-", "-", "a", "b", "C");
    }

    @Test
    void a_partner_without_customers_gets_an_empty_plan() {
        assertThat(resolve().plan().budgets()).isEmpty();
    }

    @Test
    void only_a_usage_record_with_a_budget_replaces_a_read() {
        var with = customer("a");
        var without = customer("b");
        var unclear = customer("c");
        records.put(with.id(), record(with, Optional.of(Budget.of(BigDecimal.ONE))));
        records.put(without.id(), record(without, Optional.of(Budget.NONE)));
        records.put(unclear.id(), record(unclear, Optional.empty()));
        budget = customer -> customer.equals(without.id()) ? Budget.of(BigDecimal.TEN) : Budget.NONE;
        assertThat(resolve().plan().budgets())
                .extracting(BudgetChange::customer)
                .containsExactly(unclear.id());
        assertThat(asked).containsExactly(without.id(), unclear.id());
    }

    @ParameterizedTest
    @EnumSource(names = {"AMOUNT_REFUSED", "PARTNER_CENTER_FORBIDDEN", "CUSTOMER_UNKNOWN"})
    void a_customer_that_partner_center_refuses_is_skipped_and_counted(Kind kind) {
        var refused = customer("a");
        customer("b");
        failFor(refused, kind);
        var prepared = resolve();
        assertThat(prepared.defaultSkipped()).hasValue(1);
        assertThat(prepared.plan().budgets()).hasSize(1);
        assertThat(prepared.settled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PARTNER_CENTER_UNAVAILABLE", "BUDGET_CHANGED", "INTERNAL_ERROR"})
    void only_the_customer_that_cannot_be_read_fails(Kind kind) {
        var failing = customer("a");
        customer("b");
        failFor(failing, kind);
        var prepared = resolve();
        assertThat(prepared.settled()).containsOnlyKeys(failing.id());
        var outcome = prepared.settled().get(failing.id());
        assertThat(outcome.kind()).isEqualTo(FAILED);
        assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(kind);
        assertThat(outcome.change().isDefault()).isTrue();
        assertThat(prepared.open()).hasSize(1);
        assertThat(prepared.stopped()).isEmpty();
    }

    @Test
    void reading_stops_if_no_customer_can_succeed() {
        for (var i = 0; i < 100; i++) customer("c" + i);
        budget = customer -> {
            throw BudgetFailure.of(MISCONFIGURED, "The setting is missing.");
        };
        var prepared = resolve();
        assertThat(prepared.stopped()).map(BudgetFailure::kind).contains(MISCONFIGURED);
        assertThat(asked).hasSize(1);
        assertThat(prepared.settled()).hasSize(100);
        assertThat(prepared.settled().values()).extracting(PlannedOutcome::kind).containsOnly(FAILED, NOT_ATTEMPTED);
    }

    @Test
    void refused_credentials_stop_the_run_at_once() {
        customer("a");
        customer("b");
        budget = customer -> {
            throw BudgetFailure.of(CREDENTIALS_REFUSED, "No.");
        };
        assertThat(resolve().stopped()).isPresent();
    }

    @Test
    void half_of_the_time_is_reserved_for_writes_and_customers_not_read_by_then_are_not_attempted() {
        for (var i = 0; i < 100; i++) customer("c" + i);
        budget = customer -> {
            time.advance(Duration.ofSeconds(1));
            return Budget.NONE;
        };
        var prepared = resolve();
        assertThat(asked.size()).isBetween(26, 28);
        assertThat(prepared.open()).hasSize(asked.size());
        assertThat(prepared.plan().budgets()).hasSize(100);
        assertThat(prepared.settled().values()).extracting(PlannedOutcome::kind).containsOnly(NOT_ATTEMPTED);
    }

    @Test
    void every_customer_is_read_in_some_run_even_if_no_run_has_time_for_all() {
        for (var i = 0; i < 100; i++) customer("c" + i);
        budget = customer -> {
            time.advance(Duration.ofSeconds(1));
            return Budget.NONE;
        };
        for (var i = 0; i < 40; i++) {
            run = UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString();
            var prepared = resolve();
            assertThat(prepared.open())
                    .extracting(BudgetChange::customer)
                    .containsExactlyInAnyOrderElementsOf(
                            asked.subList(asked.size() - prepared.open().size(), asked.size()));
            assertThat(prepared.plan().budgets())
                    .extracting(change -> change.companyName().orElseThrow())
                    .isSorted();
        }
        assertThat(new HashSet<>(asked)).hasSize(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "PARTNER_CENTER_UNAVAILABLE"})
    void a_customer_whose_read_is_cut_off_by_the_deadline_is_not_attempted(Kind kind) {
        customer("a");
        budget = customer -> {
            time.advance(Duration.ofSeconds(29));
            throw BudgetFailure.of(kind, "There was no time left.");
        };
        assertThat(resolve().settled().values())
                .singleElement()
                .extracting(PlannedOutcome::kind)
                .isEqualTo(NOT_ATTEMPTED);
    }

    @Test
    void a_customer_is_not_attempted_if_the_run_has_no_time_left() {
        customer("a");
        budget = customer -> {
            throw BudgetFailure.of(THROTTLED, "The run ends before its turn.");
        };
        assertThat(resolve().settled().values())
                .singleElement()
                .extracting(PlannedOutcome::kind)
                .isEqualTo(NOT_ATTEMPTED);
    }

    @Test
    void an_endless_list_fails_the_run_before_any_customer_is_read() {
        customer("a");
        isComplete = false;
        var failure = catchThrowableOfType(BudgetFailure.class, this::resolve);
        assertThat(failure.kind()).isEqualTo(PARTNER_CENTER_UNAVAILABLE);
        assertThat(failure).hasMessage("The list of customers has too many pages.");
        assertThat(asked).isEmpty();
    }

    @Test
    void the_default_is_also_checked_against_the_currency_of_the_plan() {
        var inDollars = customer("a");
        records.put(
                inDollars.id(),
                new UsageRecord(
                        inDollars.id(), Optional.empty(), Optional.of("USD"), Optional.empty(), Optional.empty()));
        assertThat(resolve()
                        .withCurrenciesChecked()
                        .settled()
                        .get(inDollars.id())
                        .failure())
                .map(BudgetFailure::kind)
                .contains(Kind.CURRENCY_MISMATCH);
    }

    /** Lets reading this customer fail; no other customer has a budget. */
    private void failFor(Customer failing, Kind kind) {
        budget = customer -> {
            if (customer.equals(failing.id())) throw BudgetFailure.of(kind, "No.");
            return Budget.NONE;
        };
    }

    private Customer customer(String name) {
        var customer =
                new Customer(new CustomerTenantId(UUID.randomUUID()), Optional.ofNullable(name), Optional.empty());
        customers.add(customer);
        return customer;
    }

    private static UsageRecord record(Customer customer, Optional<Budget> budget) {
        return new UsageRecord(customer.id(), budget, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private PreparedPlan resolve() {
        var plan = new BudgetPlan(
                "sha256:0",
                Optional.of("EUR"),
                Optional.of(new BudgetAmount(new BigDecimal("100.10"))),
                named,
                new BudgetPlan.Pointers("/budgets", index -> "/budgets/" + index));
        var planRun = TestRuns.run(run, 1, Deadline.after(LIMIT, time::nanos), Duration.ofSeconds(30));
        var budgets = new ReadableBudgets(customer -> {
            asked.add(customer);
            return budget.apply(customer);
        });
        return new DefaultBudgets(
                        new KnownLists(new Listing<>(customers, isComplete), new Listing<>(List.of(), true)),
                        budgets,
                        new WorkPlaces(wait -> true))
                .resolve(PreparedPlan.of(plan, records, time.instant()), planRun);
    }
}
