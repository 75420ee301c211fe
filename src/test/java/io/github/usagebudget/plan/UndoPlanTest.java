package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetPolicy;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan that undoes a run, read from the run's report. */
class UndoPlanTest {
    private static final String SET = "\"outcome\":\"updated\",\"amount\":90,\"previousAmount\":80";

    @Test
    void each_customer_gets_its_previous_budget_if_it_still_has_the_budget_that_the_run_set() {
        var plan = undo(report(
                customer(
                        Plans.ONE,
                        "\"companyName\":\"Fabrikam\",\"outcome\":\"updated\",\"amount\":90.10,\"previousAmount\":80"),
                customer(Plans.TWO, "\"outcome\":\"updated\",\"amount\":1,\"previousAmount\":null,\"default\":true"),
                customer(Plans.THREE, "\"outcome\":\"removed\",\"amount\":null,\"previousAmount\":5.00")));
        assertThat(plan.version()).matches("sha256:[0-9a-f]{64}");
        assertThat(plan.currency()).isEmpty();
        assertThat(plan.budgets())
                .containsExactly(
                        Plans.named("Fabrikam", change(Plans.ONE, "80", "90.10")),
                        change(Plans.TWO, null, "1"),
                        change(Plans.THREE, "5.00", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"300.000000", "0.0000", "1234567890123456789012345678", "0.0000000000000000000000000001", "0"})
    void a_budget_is_restored_exactly_at_any_scale(String before) {
        var plan = undo(
                report(customer(Plans.ONE, "\"outcome\":\"updated\",\"amount\":90.123,\"previousAmount\":" + before)));
        assertThat(plan.budgets().get(0).amount()).map(BudgetAmount::value).contains(new BigDecimal(before));
        assertThat(plan.budgets().get(0).expected()).contains(Budget.of(new BigDecimal("90.123")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unchanged", "failed", "not-attempted", "queued", "would-update", "Updated", "restored"})
    void customers_with_another_outcome_are_ignored_with_all_their_values(String outcome) {
        var ignored = "{\"outcome\":\"" + outcome + "\",\"customerTenantId\":\"" + Plans.TWO
                + "\",\"amount\":\"x\",\"amount\":1e99999999999,\"companyName\":7,\"problem\":{\"a\":[{}]}}";
        var plan = undo(report(ignored, customer(Plans.TWO, SET), ignored));
        assertThat(plan.budgets()).containsExactly(change(Plans.TWO, "80", "90"));
    }

    @Test
    void unknown_members_of_a_report_are_ignored_in_any_order() {
        var plan = undo(
                "{\"new\":{\"a\":[1e99999999999]},\"customers\":[{\"previousAmount\":80,\"new\":[{}],\"amount\":90,"
                        + "\"customerTenantId\":\"" + Plans.ONE
                        + "\",\"outcome\":\"updated\"}],\"budgets\":7,\"dryRun\":false}");
        assertThat(plan.budgets()).containsExactly(change(Plans.ONE, "80", "90"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # member                      | pointer           | detail
            "customerTenantId":"x"        | customerTenantId  | must be a GUID as text: the customer's Microsoft ID
            "customerTenantId":7          | customerTenantId  | must be a GUID as text: the customer's Microsoft ID
            "customerTenantId":-          | customerTenantId  | is missing
            "companyName":7               | companyName       | must be text of at most 256 characters
            "outcome":-                   | outcome           | is missing, or is not text
            "outcome":7                   | outcome           | is missing, or is not text
            "amount":-                    | amount            | is missing
            "amount":null                 | amount            | must be a number, or null if the budget was removed
            "amount":"90"                 | amount            | must be a number, or null if the budget was removed
            "amount":-1                   | amount            | must be an amount that a budget can have
            "previousAmount":-            | previousAmount    | is missing
            "previousAmount":"80"         | previousAmount    | must be a number, or null if there was no budget
            "previousAmount":{}           | previousAmount    | must be a number, or null if there was no budget
            "previousAmount":-0.01        | previousAmount    | must not be negative
            "previousAmount":1e28         | previousAmount    | must be an amount that a budget can have
            "previousAmount":1e999999999  | previousAmount    | must be an amount that a budget can have
            "previousAmount":1e99999999999 | previousAmount   | has an exponent that no amount can have
            "previousAmount":1,"previousAmount":1 | previousAmount | occurs twice
            """)
    void a_faulty_customer_is_named(String member, String field, String detail) {
        var fields = new java.util.LinkedHashMap<>(java.util.Map.of(
                "customerTenantId", "\"customerTenantId\":\"" + Plans.TWO + "\"",
                "outcome", "\"outcome\":\"updated\"",
                "amount", "\"amount\":90",
                "previousAmount", "\"previousAmount\":80"));
        if (member.endsWith(":-")) fields.remove(field);
        else fields.put(field, member);
        var faulty = "{" + String.join(",", fields.values()) + "}";
        var failure = refusal(report(customer(Plans.ONE, SET), faulty));
        assertThat(failure.kind()).isEqualTo(MALFORMED_REQUEST);
        assertThat(failure.faults()).containsExactly(new FieldFault("/customers/1/" + field, detail));
        assertThat(failure).hasMessage("The report has 1 fault; nothing was written. See errors.");
    }

    @Test
    void a_budget_that_was_removed_has_no_amount() {
        assertThat(refusal(report(customer(Plans.ONE, SET.replace("updated", "removed"))))
                        .faults())
                .containsExactly(new FieldFault("/customers/0/amount", "must be null, because the budget was removed"));
    }

    @Test
    void a_duplicate_customer_is_a_fault() {
        var upper = Plans.ONE.toUpperCase(java.util.Locale.ROOT);
        assertThat(refusal(report(customer(Plans.ONE, SET), customer(Plans.TWO, SET), customer(upper, SET)))
                        .faults())
                .containsExactly(new FieldFault("/customers/2/customerTenantId", "already occurs at /customers/0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                       | pointers
            []                                           | ``
            7                                            | ``
            x                                            | ``
            {}                                           | /dryRun /customers
            {"budgets":[]}                               | /dryRun /customers
            {"dryRun":false}                             | /customers
            {"dryRun":false,"customers":{}}              | /customers
            {"dryRun":false,"customers":[]}              | /customers
            {"dryRun":false,"customers":[7,[]]}          | /customers/0 /customers/1
            {"dryRun":"false","customers":[]}            | /dryRun
            {"dryRun":true,"customers":[]}               | /dryRun
            {"dryRun":false,"dryRun":false,"customers":[]} | /dryRun
            {"dryRun":false,"customers":[]} {}           | ``
            {"dryRun":false,"customers":[{"outcome":oops}]} | /customers/0/outcome
            {"dryRun":false,"customers":[{"outcome":     | /customers/0/outcome
            {"dryRun":false,"customers":[\uFFFD]}        | `/customers/0 `
            """)
    void a_body_that_is_not_a_report_is_refused(String body, String pointers) {
        assertThat(refusal(body).kind()).isEqualTo(MALFORMED_REQUEST);
        assertThat(refusal(body).faults()).extracting(FieldFault::pointer).containsExactly(pointers.split(" ", -1));
    }

    @Test
    void the_report_of_a_dry_run_and_one_with_nothing_to_undo_are_refused_with_the_reason() {
        var dryRun = report(customer(Plans.ONE, SET)).replace("false", "true");
        assertThat(refusal(dryRun).faults())
                .containsExactly(
                        new FieldFault("/dryRun", "is true: a dry run changed nothing, so there is nothing to undo"));
        var nothing = refusal(report(customer(Plans.ONE, "\"outcome\":\"queued\"")));
        assertThat(nothing.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/customers");
            assertThat(fault.detail()).contains("there is nothing to undo").contains("batch");
        });
    }

    @Test
    void guard_rails_point_into_the_report() {
        var plan = undo(report(
                customer(Plans.ONE, "\"outcome\":\"failed\""),
                customer(Plans.TWO, SET),
                customer(Plans.THREE, "\"outcome\":\"updated\",\"amount\":1,\"previousAmount\":null")));
        var single = new BudgetPolicy(Optional.of(new BigDecimal("79.99")), Optional.empty());
        var policy = new PlanPolicy(single, Optional.of(BigDecimal.TEN), Optional.of(0));
        var failure = catchThrowableOfType(BudgetFailure.class, () -> policy.check(plan));
        assertThat(failure.kind()).isEqualTo(AMOUNT_REFUSED);
        assertThat(failure.faults())
                .extracting(FieldFault::pointer)
                .containsExactly("/customers", "/customers", "/customers/1/previousAmount");
    }

    private static BudgetPlan undo(String report) {
        return PlanReader.readUndo(new ByteArrayInputStream(report.getBytes(UTF_8)));
    }

    private static BudgetFailure refusal(String report) {
        return catchThrowableOfType(BudgetFailure.class, () -> undo(report));
    }

    private static String report(String... customers) {
        return "{\"runId\":\"r\",\"dryRun\":false,\"summary\":{},\"customers\":[" + String.join(",", customers) + "]}";
    }

    private static String customer(String id, String members) {
        return "{\"customerTenantId\":\"" + id + "\"," + members + "}";
    }

    private static BudgetChange change(String customer, String amount, String expected) {
        var change = Plans.change(
                customer,
                Optional.ofNullable(amount).map(BigDecimal::new).map(BudgetAmount::new),
                Optional.of(new Budget(Optional.ofNullable(expected).map(BigDecimal::new))));
        return change.withReason("undo");
    }
}
