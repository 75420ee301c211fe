package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.JSON;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.entry;
import static io.github.usagebudget.plan.Plans.faults;
import static io.github.usagebudget.plan.Plans.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is not JSON, or not UTF-8. */
class JsonPlanTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"budgets":[{"amount":1},\\n{"amount":oops}]}  | /budgets/1/amount | 2
            {"budgets":[{"x":{"y":[\\n\\n{"z":oops}]}}]}   | /budgets/0/x      | 3
            {"budgets":[{"amount":1}\\n{}]}                | /budgets/1        | 2
            {"budgets":[\\n                                | /budgets          | 2
            {"currency":\\n\\n'EUR'}                       | /currency         | 3
            {"budgets":[]}\\n<html>                        | ''                | 2
            """)
    void reports_where_the_plan_stops_being_json(String plan, String pointer, int line) {
        var faults = faults(JSON, plan.replace("\\n", "\n"));
        var last = faults.get(faults.size() - 1);
        assertThat(last.pointer()).isEqualTo(pointer);
        assertThat(last.detail())
                .matches("is not JSON at line " + line + ", column \\d+; nothing was read from there on");
    }

    @Test
    void names_a_number_that_is_too_long() {
        assertThat(faults(JSON, json(entry(ONE, "\"amount\":1"), entry(TWO, "\"amount\":" + "9".repeat(2_000)))))
                .singleElement()
                .asString()
                .matches(
                        "FieldFault\\[pointer=/budgets/1/amount, detail=has too long a number \\(an amount has at most 15 integer"
                                + " digits and 2 decimals\\) at line 1, column \\d+; nothing was read from there on]");
    }

    @Test
    void keeps_the_faults_from_before_it_stops_being_json() {
        assertThat(faults(JSON, "{\"budgets\":[{\"customerTenantId\":\"" + ONE + "\",\"amount\":-1},oops"))
                .hasSize(2)
                .first()
                .isEqualTo(new FieldFault("/budgets/0/amount", "must not be negative"));
    }

    @Test
    void reads_a_plan_after_a_byte_order_mark() {
        assertThat(Plans.read(JSON, "\uFEFF" + json(entry(ONE, "\"amount\":1"))).budgets())
                .containsExactly(Plans.set(ONE, "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void refuses_another_encoding(String charset) {
        assertThat(Plans.refusal(JSON, json(entry(ONE, "\"amount\":1")).getBytes(Charset.forName(charset)))
                        .faults())
                .containsExactly(new FieldFault("", PlanStartTest.UTF_16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void refuses_another_encoding_under_a_byte_order_mark(String charset) {
        assertThat(Plans.refusal(JSON, ("\uFEFF" + json()).getBytes(Charset.forName(charset)))
                        .faults())
                .containsExactly(new FieldFault("", PlanStartTest.UTF_16));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"budgets":[%s],"währung":"EUR"}             | /w\uFFFDhrung  | 1
            {"budgets":[%s],@ "unreadable":["für"]}       | ''             | 2
            {@@"unreadable":"ö",@"budgets":[%s]}          | ''             | 3
            """)
    void refuses_text_that_is_not_utf_8_in_any_position(String plan, String firstPointer, int line) {
        var written = plan.formatted(entry(ONE, "\"amount\":1")).replace("@", "\n");
        assertThat(Plans.refusal(JSON, written.getBytes(ISO_8859_1)).faults())
                .endsWith(new FieldFault("", "is not UTF-8: line " + line + " has the first wrong byte"))
                .first()
                .extracting(FieldFault::pointer)
                .isEqualTo(firstPointer.replace("\\uFFFD", "\uFFFD"));
    }

    @Test
    void refuses_a_company_name_that_is_not_utf_8() {
        var written = json(entry(ONE, "\"companyName\":\"Müller\",\"amount\":1"));
        assertThat(Plans.refusal(JSON, written.getBytes(ISO_8859_1)).faults())
                .containsExactly(new FieldFault("", "is not UTF-8: line 1 has the first wrong byte"));
        assertThat(Plans.read(JSON, written).budgets()).hasSize(1);
    }
}
