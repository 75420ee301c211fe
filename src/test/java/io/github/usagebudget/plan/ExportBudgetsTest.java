package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.EXPORT_INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.Listing;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.plan.ExportBudgets.BudgetExport;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Time moves only while a customer is read. */
class ExportBudgetsTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-28T08:00:00Z"));
    private final List<Customer> customers = new ArrayList<>();
    private final List<UsageRecord> records = new ArrayList<>();
    private final List<CustomerTenantId> asked = Collections.synchronizedList(new ArrayList<>());

    // Mutable state: how Partner Center answers
    private Function<CustomerTenantId, Budget> budget = customer -> Budget.of(new BigDecimal("80.10"));
    private boolean isComplete = true;

    @Test
    void customers_are_sorted_by_name_in_any_letter_case_and_then_by_id() {
        named("b");
        named("A");
        var second = named("a").id();
        var third = named("a").id();
        named(null);
        var ids = List.of(second.toString(), third.toString()).stream().sorted().toList();
        var budgets = export().budgets();
        assertThat(budgets)
                .extracting(each -> each.companyName().orElse("none"))
                .startsWith("none")
                .endsWith("b");
        assertThat(budgets.stream()
                        .filter(each -> each.companyName().equals(Optional.of("a")))
                        .map(each -> each.customer().toString()))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "300.000000,300.00",
        "300.0,300.0",
        "300,300",
        "1E+2,1E+2",
        "0.010,0.01",
        "0.000,0.00",
        "10.005,amount in a plan must have at most 2 decimals",
        "1e15,amount in a plan must have at most 15 integer digits",
        "-1,amount in a plan must not be negative"
    })
    void an_amount_loses_only_zeros_and_is_listed_separately_if_no_plan_can_contain_it(String amount, String read) {
        named("Fabrikam");
        budget = customer -> Budget.of(new BigDecimal(amount));
        var export = export();
        if (export.unreadable().isEmpty())
            assertThat(export.budgets().get(0).amount()).contains(new BigDecimal(read));
        else assertThat(export.unreadable().get(0).failure()).hasMessageContaining(read);
        assertThat(export.budgets().size() + export.unreadable().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"AMOUNT_REFUSED", "PARTNER_CENTER_FORBIDDEN", "CUSTOMER_UNKNOWN"})
    void a_customer_that_partner_center_refuses_is_listed_separately(Kind kind) {
        var refused = named("Contoso").id();
        named("Fabrikam");
        budget = customer -> {
            if (customer.equals(refused)) throw BudgetFailure.of(kind, "No.");
            return Budget.NONE;
        };
        var export = export();
        assertThat(export.budgets()).hasSize(1);
        assertThat(export.unreadable()).hasSize(1);
        assertThat(export.unreadable().get(0).customer()).isEqualTo(refused);
        assertThat(export.unreadable().get(0).companyName()).contains("Contoso");
        assertThat(export.unreadable().get(0).failure().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AMOUNT_REFUSED", "PARTNER_CENTER_FORBIDDEN", "CUSTOMER_UNKNOWN"})
    void any_other_failure_fails_the_export_and_stops_reading(Kind kind) {
        for (var i = 0; i < 100; i++) named("c" + i);
        budget = customer -> {
            throw BudgetFailure.of(kind, "No.");
        };
        assertThat(failure().kind()).isEqualTo(kind);
        assertThat(asked.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void an_internal_error_fails_the_export() {
        named("Fabrikam");
        budget = customer -> {
            throw new IllegalStateException("a fault");
        };
        assertThat(failure().kind()).isEqualTo(Kind.INTERNAL_ERROR);
    }

    @Test
    void the_failure_counts_the_budgets_that_were_read_before_the_deadline() {
        for (var i = 0; i < 100; i++) named("c" + i);
        budget = customer -> {
            time.advance(Duration.ofSeconds(1));
            return Budget.NONE;
        };
        var failure = failure();
        assertThat(failure.kind()).isEqualTo(EXPORT_INCOMPLETE);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.getMessage()).matches("5[34] of 100 budgets were read within BUDGET_PLAN_TIME_LIMIT, .*");
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "PARTNER_CENTER_UNAVAILABLE"})
    void a_customer_whose_read_is_cut_off_by_the_deadline_makes_the_export_incomplete(Kind kind) {
        for (var i = 0; i < 3; i++) named("c" + i);
        budget = customer -> {
            time.advance(Duration.ofSeconds(59));
            throw BudgetFailure.of(kind, "There was no time left.");
        };
        assertThat(failure().kind()).isEqualTo(EXPORT_INCOMPLETE);
    }

    @Test
    void clear_records_are_used_and_all_other_customers_are_read_separately() {
        var clear = named("a").id();
        var unclear = named("b").id();
        var missing = named("c").id();
        records.add(new UsageRecord(
                clear,
                Optional.of(Budget.of(BigDecimal.TEN)),
                Optional.of("EUR"),
                Optional.of(new BigDecimal("1.5")),
                Optional.of(new BigDecimal("15"))));
        records.add(UsageRecord.unclear(unclear));
        var budgets = export().budgets();
        assertThat(asked).containsExactlyInAnyOrder(unclear, missing);
        assertThat(budgets.get(0))
                .isEqualTo(new ExportBudgets.ExportEntry(
                        clear,
                        Optional.of("a"),
                        Optional.empty(),
                        Optional.of(BigDecimal.TEN),
                        Optional.of("EUR"),
                        Optional.of(new BigDecimal("1.5")),
                        Optional.of(new BigDecimal("15"))));
        assertThat(budgets.get(1).amount()).contains(new BigDecimal("80.10"));
    }

    @Test
    void an_endless_list_is_incomplete() {
        isComplete = false;
        assertThat(failure())
                .hasMessage("The list of customers was not read completely: a list has more than 1,000 pages.")
                .extracting(BudgetFailure::kind)
                .isEqualTo(EXPORT_INCOMPLETE);
    }

    private Customer named(String name) {
        var customer =
                new Customer(new CustomerTenantId(UUID.randomUUID()), Optional.ofNullable(name), Optional.empty());
        customers.add(customer);
        return customer;
    }

    private BudgetFailure failure() {
        return catchThrowableOfType(BudgetFailure.class, this::export);
    }

    private BudgetExport export() {
        var run = TestRuns.dryRun("r", 1, Deadline.after(Duration.ofMinutes(1), time::nanos), Duration.ofSeconds(30));
        return new ExportBudgets(
                        new KnownLists(new Listing<>(customers, isComplete), new Listing<>(records, true)),
                        new ReadableBudgets(customer -> {
                            asked.add(customer);
                            return budget.apply(customer);
                        }),
                        new WorkPlaces(wait -> true))
                .export(run);
    }
}
