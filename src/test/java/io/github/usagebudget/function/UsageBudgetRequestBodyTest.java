package io.github.usagebudget.function;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a body outside its fields: unknown and duplicate fields, and text that is not a JSON object. */
class UsageBudgetRequestBodyTest {

    @Test
    void lists_every_fault_and_not_only_the_first() {
        var body = """
                {"customerTenantId": "contoso", "amount": "100", "removeBudget": 1, "expectedAmount": "80",
                 "dryRun": null, "reason": 5, "currency": "EUR"}
                """;
        assertThat(ReadBody.body(body).faults())
                .containsExactly(
                        new FieldFault("/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"),
                        new FieldFault("/amount", "must be a number: write it without quotes"),
                        new FieldFault("/removeBudget", "must be true or false"),
                        new FieldFault("/expectedAmount", "must be a number: write it without quotes"),
                        new FieldFault("/dryRun", "must be true or false"),
                        new FieldFault("/reason", "must be text of at most 256 characters"),
                        new FieldFault("/currency", "is not known"));
    }

    @Test
    void lists_every_missing_field() {
        assertThat(ReadBody.body("{}").faults())
                .containsExactly(
                        new FieldFault("/customerTenantId", "is missing"), new FieldFault("/amount", "is missing"));
    }

    @Test
    void is_not_a_change_if_it_has_a_fault() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"currency\":\"EUR\"").read())
                .isEmpty();
    }

    /** The sender may have meant another field. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            Amount,             is not known: write amount
            AMOUNT,             is not known: write amount
            'amount ',          is not known: did you mean amount?
            ammount,            is not known: did you mean amount?
            expected_amount,    is not known: did you mean expectedAmount?
            customertenantid,   is not known: write customerTenantId
            CustomerTenantID,   is not known: write customerTenantId
            dryrun,             is not known: write dryRun
            RemoveBudget,       is not known: write removeBudget
            budget,             is not known
            companyName,        is not known
            null,               is not known
            true,               is not known
            """)
    void refuses_an_unknown_field_and_suggests_the_closest_one(String name, String why) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"" + name + "\":true").faults())
                .containsExactly(new FieldFault("/" + name, why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":5,\"dryRun\":true}", "[{\"amount\":5},[1]]", "{}", "null", "\"text\""})
    void reads_nothing_inside_an_unknown_field(String value) {
        assertThat(ReadBody.customerAnd("\"x\":" + value + ",\"amount\":1").faults())
                .containsExactly(new FieldFault("/x", "is not known"));
    }

    @Test
    void refuses_an_unknown_field_without_a_name() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"\":true").faults())
                .containsExactly(new FieldFault("/", "is not known"));
    }

    /** RFC 6901, section 3. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            a/b,    /a~1b
            a~b,    /a~0b
            ~1,     /~01
            /~,     /~1~0
            a.b,    /a.b
            """)
    void escapes_the_name_in_a_pointer(String name, String pointer) {
        assertThat(ReadBody.pointers(ReadBody.customerAnd("\"amount\":1,\"" + name + "\":true")))
                .containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "amount":1,"amount":1                         | /amount
            "amount":1,"amount":2                         | /amount
            "amount":1,"\\u0061mount":2                   | /amount
            "amount":1,"dryRun":true,"dryRun":false       | /dryRun
            "amount":1,"reason":"a","reason":"b"          | /reason
            "amount":1,"expectedAmount":1,"expectedAmount":null | /expectedAmount
            "amount":null,"removeBudget":true,"removeBudget":true | /removeBudget
            """)
    void refuses_a_duplicate_field(String members, String pointer) {
        assertThat(ReadBody.customerAnd(members).faults()).containsExactly(new FieldFault(pointer, "occurs twice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "0.9", "1e9", "-9"})
    void names_a_number_that_is_too_long(String start) {
        assertThat(ReadBody.customerAnd("\n\"amount\":" + start + "9".repeat(2_000))
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/amount");
                    assertThat(fault.detail())
                            .startsWith("has too long a number (an amount has at most 15 integer digits and 2 decimals)"
                                    + " at line 2, column ");
                });
    }

    @Test
    void refuses_a_duplicate_customer() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\"")
                        .faults())
                .containsExactly(new FieldFault("/customerTenantId", "occurs twice"));
    }

    @Test
    @Timeout(value = 10, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refuses_an_unknown_field_ten_thousand_levels_deep() {
        var deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(ReadBody.customerAnd("\"amount\":1,\"x\":" + deep).faults())
                .contains(new FieldFault("/x", "is not known"))
                .anyMatch(fault -> fault.detail().startsWith("is nested too deeply at line 1, column "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "12", "\"text\"", "true", ""})
    void refuses_a_body_that_is_not_an_object(String body) {
        assertThat(ReadBody.body(body).faults()).containsExactly(new FieldFault("", "must be a JSON object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "5", "null", "[]"})
    void refuses_another_value_after_the_object(String rest) {
        var body = "{\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\",\"amount\":1} ";
        assertThat(ReadBody.body(body + rest).faults())
                .containsExactly(new FieldFault("", "must end after the JSON object"));
    }

    @Test
    void lists_missing_fields_beside_another_value_after_the_object() {
        assertThat(ReadBody.pointers(ReadBody.body("{\"amount\":1} {}")))
                .containsExactlyInAnyOrder("", "/customerTenantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "}", "]", ",", "<html>"})
    void refuses_text_after_the_object(String rest) {
        var body = "{\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\",\"amount\":1}";
        assertThat(ReadBody.pointers(ReadBody.body(body + rest))).containsExactly("");
    }

    @Test
    void reports_where_the_body_stops_being_json() {
        // the line is certain; the column depends on how far the parser reads ahead
        assertThat(ReadBody.body("{\n  \"amount\": 1,\n  \"reason\": oops }").faults())
                .singleElement()
                .asString()
                .startsWith("FieldFault[pointer=/reason, detail=is not JSON at line 3, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"amount\"",
                "{\"amount\":",
                "{\"amount\":1",
                "{\"amount\":1,",
                "{amount:1}",
                "{'amount':1}"
            })
    void refuses_a_body_that_is_cut_off_or_not_quite_json(String body) {
        assertThat(ReadBody.body(body).read()).isEmpty();
    }

    /** A caller may have put a secret in the wrong place, and a caller may log the answer. */
    @Test
    void never_quotes_what_it_could_not_read() {
        assertThat(ReadBody.customerAnd("\"amount\":hunter2").faults().toString())
                .doesNotContain("hunter2");
    }

    @Test
    void names_the_outermost_field_if_a_nested_one_is_broken() {
        assertThat(ReadBody.pointers(ReadBody.customerAnd("\"amount\":1,\"x\":{\"y\":[{\"z\":oops}]}")))
                .contains("/x")
                .doesNotContain("/y", "/z");
    }
}
