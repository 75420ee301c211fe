package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.entry;
import static io.github.usagebudget.plan.Plans.faults;
import static io.github.usagebudget.plan.Plans.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that concern more than one budget of a plan, in every format. */
class PlanFaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JSON   | {"budgets":[]}                                    | /budgets | has no budget: a plan must name at least one customer, or have a default
            JSON   | {"currency":"EUR","unreadable":[{}],"budgets":[]} | /budgets | has no budget: a plan must name at least one customer, or have a default
            JSON   | ''                                                | ''       | is empty: a plan must name at least one customer
            NDJSON | ''                                                | line 1   | is empty: a plan must name at least one customer
            NDJSON | @                                                 | line 1   | has no budget: a plan must name at least one customer, or have a default
            NDJSON | ' @\t@@'                                          | line 1   | has no budget: a plan must name at least one customer, or have a default
            NDJSON | \uFEFF                                            | line 1   | has no budget: a plan must name at least one customer, or have a default
            NDJSON | {"unreadable":{}}                                 | line 1   | has no budget: a plan must name at least one customer, or have a default
            CSV    | ''                                                | line 1   | is empty: a plan must name at least one customer
            CSV    | @@                                                | line 1   | has no budget: a plan must name at least one customer, or have a default
            CSV    | \uFEFF                                            | line 1   | has no budget: a plan must name at least one customer, or have a default
            CSV    | customerTenantId,amount                           | line 1   | has no budget: a plan must name at least one customer, or have a default
            CSV    | customerTenantId;amount;removeBudget@;;@;;@       | line 1   | has no budget: a plan must name at least one customer, or have a default
            CSV    | customerTenantId,amount@#0c1e9a2b,1               | line 1   | has no budget: a plan must name at least one customer, or have a default
            """)
    void refuses_a_plan_without_a_budget(PlanFormat format, String plan, String pointer, String why) {
        var written = plan.replace("@", "\r\n").replace("\\t", "\t").replace("\\uFEFF", "\uFEFF");
        assertThat(faults(format, written)).containsExactly(new FieldFault(pointer, why));
    }

    @Test
    void reports_no_missing_budget_if_the_present_ones_have_faults() {
        assertThat(faults(PlanFormat.NDJSON, "[]")).containsExactly(new FieldFault("line 1", "must be a JSON object"));
    }

    @Test
    void refuses_a_plan_of_more_than_64_mebibytes_before_it_reads_it() {
        var longest = new byte[64 * 1024 * 1024];
        Arrays.fill(longest, (byte) ' ');
        assertThat(catchThrowableOfType(BudgetFailure.class, () -> PlanReader.read(PlanFormat.NDJSON, longest))
                        .kind())
                .isEqualTo(MALFORMED_REQUEST);
        var tooLong = Arrays.copyOf(longest, longest.length + 1);
        for (var format : PlanFormat.values()) {
            var refusal = catchThrowableOfType(BudgetFailure.class, () -> PlanReader.read(format, tooLong));
            assertThat(refusal.kind()).isEqualTo(BODY_TOO_LARGE);
            assertThat(refusal)
                    .hasMessage(
                            "The plan has 67108865 bytes, and at most 67108864 (64 MiB) are read; nothing was written.");
        }
    }

    @Test
    void an_id_in_braces_is_the_same_customer_in_every_format() {
        var braces = "{" + ONE.toUpperCase(java.util.Locale.ROOT) + "}";
        var first = entry(ONE, "\"amount\":1");
        var again = entry(braces, "\"amount\":2");
        assertThat(Plans.read(PlanFormat.JSON, json(again)).budgets()).containsExactly(Plans.set(ONE, "2"));
        assertThat(faults(PlanFormat.JSON, json(first, again)))
                .containsExactly(new FieldFault("/budgets/1/customerTenantId", "already occurs at /budgets/0"));
        assertThat(faults(PlanFormat.NDJSON, first + "\n" + again))
                .containsExactly(new FieldFault("line 2/customerTenantId", "already occurs at line 1"));
        assertThat(faults(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + ",1\n" + braces + ",2"))
                .containsExactly(new FieldFault("line 3/customerTenantId", "already occurs at line 2"));
    }

    @Test
    void names_both_places_of_a_duplicate_customer() {
        var first = entry(ONE, "\"amount\":1");
        var other = entry(TWO, "\"amount\":1");
        var again = entry(ONE.toUpperCase(java.util.Locale.ROOT), "\"amount\":2");
        assertThat(faults(PlanFormat.JSON, json(other, first, again)))
                .containsExactly(new FieldFault("/budgets/2/customerTenantId", "already occurs at /budgets/1"));
        assertThat(faults(PlanFormat.NDJSON, "\n" + first + "\n\n" + other + "\n" + again))
                .containsExactly(new FieldFault("line 5/customerTenantId", "already occurs at line 2"));
        assertThat(faults(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + ",1\n" + ONE + ",1\n" + ONE + ",1"))
                .containsExactly(
                        new FieldFault("line 3/customerTenantId", "already occurs at line 2"),
                        new FieldFault("line 4/customerTenantId", "already occurs at line 2"));
    }

    @Test
    void finds_a_duplicate_of_a_budget_that_has_another_fault() {
        var plan = entry(ONE, "\"amount\":-1") + "\n" + entry(ONE, "\"amount\":1");
        assertThat(faults(PlanFormat.NDJSON, plan))
                .containsExactly(
                        new FieldFault("line 1/amount", "must not be negative"),
                        new FieldFault("line 2/customerTenantId", "already occurs at line 1"));
    }

    @Test
    void keeps_the_pointer_of_a_field_with_a_long_name() {
        var name = "x".repeat(255);
        assertThat(faults(PlanFormat.JSON, "{\"budgets\":[],\"" + name + "\":1}"))
                .containsExactly(new FieldFault("/" + name, "is not known"));
    }

    @Test
    void shortens_the_pointer_of_a_field_with_a_very_long_name() {
        assertThat(faults(PlanFormat.JSON, "{\"budgets\":[],\"" + "x".repeat(10_000) + "\":1}"))
                .containsExactly(new FieldFault("/" + "x".repeat(254) + "…", "is not known"));
    }
}
