package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.NDJSON;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.entry;
import static io.github.usagebudget.plan.Plans.faults;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.NdjsonPlan.PlanLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonPlanTest {
    private static final String FIRST = entry(ONE, "\"amount\":100.10");
    private static final String SECOND = entry(TWO, "\"amount\":null,\"removeBudget\":true");

    @ParameterizedTest
    @ValueSource(
            strings = {"%s\n%s\n", "%s\n%s", "%s\r\n%s\r\n", "\n\n%s\n \t\r\n%s\n\n", "\uFEFF%s\n%s", " %s \n\t%s"})
    void reads_one_budget_per_line(String lines) {
        assertThat(Plans.read(NDJSON, lines.formatted(FIRST, SECOND)).budgets())
                .containsExactly(Plans.set(ONE, "100.10"), Plans.removed(TWO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"unreadable\":{\"customerTenantId\":\"x\",\"problem\":{\"status\":403}}}",
                " {\t\"unreadable\" : null } \r",
                "{\"unreadable\":[{}]}"
            })
    void ignores_a_line_about_a_customer_that_could_not_be_exported(String line) {
        assertThat(Plans.read(NDJSON, line + "\n" + FIRST + "\n" + line).budgets())
                .containsExactly(Plans.set(ONE, "100.10"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"unreadable":{},"x":1}                                     | line 2/unreadable is not known
            {"unreadable":{}} {}                                        | line 2/unreadable is not known
            {"unreadable":{},"unreadable":{}}                           | line 2/unreadable is not known
            {"unreadable":                                              | line 2/unreadable is not JSON at column 15
            {"Unreadable":{}}                                           | line 2/Unreadable is not known
            """)
    void does_not_ignore_a_line_that_only_starts_like_one(String line, String fault) {
        assertThat(faults(NDJSON, FIRST + "\n" + line))
                .first()
                .extracting(first -> first.pointer() + " " + first.detail())
                .isEqualTo(fault);
    }

    @Test
    void has_no_currency() {
        assertThat(Plans.read(NDJSON, FIRST).currency()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "amount":1,"dryRun":true            | line 3/dryRun         | is not known
            "amount":1,"reason":"a"             | line 3/reason         | is not known
            "amount":1,"Amount":1               | line 3/Amount         | is not known: write amount
            "amount":1,"a/b":[{"c":1}]          | line 3/a~1b           | is not known
            "amount":1,"amount":1               | line 3/amount         | occurs twice
            "removeBudget":true                 | line 3/amount         | is missing
            "amount":"1"                        | line 3/amount         | must be a number: write it without quotes
            "amount":null                       | line 3/amount         | is null, which removes the budget: set removeBudget to true
            "amount":0,"removeBudget":true      | line 3/removeBudget   | must not be true if there is an amount: to remove the budget, the amount must be null
            "amount":0,"expectedAmount":-1      | line 3/expectedAmount | must be an amount that a budget can have
            """)
    void names_the_line_and_the_field(String members, String pointer, String why) {
        assertThat(faults(NDJSON, FIRST + "\r\n\r\n" + entry(TWO, members) + "\r\n"))
                .containsExactly(new FieldFault(pointer, why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[]", "[{}]", "\"text\""})
    void refuses_a_line_that_is_not_an_object(String line) {
        assertThat(faults(NDJSON, FIRST + "\n" + line))
                .containsExactly(new FieldFault("line 2", "must be a JSON object"));
    }

    @Test
    void refuses_two_objects_on_a_line() {
        assertThat(faults(NDJSON, FIRST + SECOND))
                .containsExactly(new FieldFault("line 1", "must end after the JSON object"));
    }

    /** For example, a plan in JSON that is sent with the wrong content type. */
    @Test
    void refuses_an_object_that_spans_many_lines() {
        assertThat(faults(NDJSON, "{\n\"budgets\": []\n}\n"))
                .extracting(FieldFault::pointer)
                .containsExactly("line 1", "line 2", "line 3");
    }

    @Test
    void continues_after_a_line_that_is_not_json() {
        assertThat(faults(NDJSON, entry(ONE, "\"amount\":oops") + "\n" + entry(TWO, "\"amount\":-1")))
                .extracting(FieldFault::pointer)
                .containsExactly("line 1/amount", "line 2/amount");
    }

    @Test
    void reports_where_a_line_stops_being_json() {
        assertThat(faults(NDJSON, "\n{\"amount\": 1,}"))
                .singleElement()
                .asString()
                .matches("FieldFault\\[pointer=line 2/amount, detail=is not JSON at column 1\\d]");
    }

    @Test
    void names_a_number_that_is_too_long_and_continues() {
        assertThat(faults(NDJSON, entry(ONE, "\"amount\":" + "9".repeat(2_000)) + "\n" + entry(TWO, "\"amount\":-1")))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.pointer()).isEqualTo("line 1/amount");
                            assertThat(first.detail()).startsWith("has too long a number (an amount has at most 15");
                        },
                        second -> assertThat(second.pointer()).isEqualTo("line 2/amount"));
    }

    @Test
    void names_the_line_that_is_not_utf_8() {
        var plan = FIRST + "\n" + entry(TWO, "\"währung\":1") + "\n" + entry(THREE, "\"amount\":-1");
        assertThat(Plans.refusal(NDJSON, plan.getBytes(ISO_8859_1)).faults())
                .containsExactly(
                        new FieldFault("line 2", "is not UTF-8"),
                        new FieldFault("line 3/amount", "must not be negative"));
    }

    @Test
    void refuses_another_encoding() {
        assertThat(Plans.refusal(NDJSON, FIRST.getBytes(UTF_16LE)).faults())
                .containsExactly(new FieldFault("line 1", PlanStartTest.UTF_16));
    }

    @Test
    void reads_a_line_that_is_as_long_as_the_longest_request() {
        assertThat(Plans.read(NDJSON, FIRST + " ".repeat(PlanLines.LONGEST - FIRST.length()))
                        .budgets())
                .hasSize(1);
    }

    @Test
    void refuses_a_longer_line_and_continues() {
        var plan = FIRST + " ".repeat(PlanLines.LONGEST - FIRST.length() + 1) + "\n" + entry(TWO, "\"amount\":-1");
        assertThat(faults(NDJSON, plan))
                .containsExactly(
                        new FieldFault("line 1", "must have at most 16384 characters"),
                        new FieldFault("line 2/amount", "must not be negative"));
    }
}
