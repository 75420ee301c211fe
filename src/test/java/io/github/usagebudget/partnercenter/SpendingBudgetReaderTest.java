package io.github.usagebudget.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are read as a spending budget (docs/partner-center.md, "Reading the answer"). */
class SpendingBudgetReaderTest {
    private static final SpendingBudget HUNDRED = new SpendingBudget(
            budget("100"), Optional.of(budget("100")), Map.of("objectType", "SpendingBudget"), Map.of());

    @Test
    void reads_a_budget_as_partner_center_answers_it() {
        var body = """
                {"amount":100,"usageSpendingBudget":100,"attributes":{"objectType":"SpendingBudget"}}
                """;
        assertThat(read(body)).contains(HUNDRED);
    }

    @Test
    void reads_a_budget_after_a_byte_order_mark() {
        var body =
                "\uFEFF{\"amount\":100,\"usageSpendingBudget\":100,\"attributes\":{\"objectType\":\"SpendingBudget\"}}";
        assertThat(read(body)).contains(HUNDRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Amount\":100,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}",
                "{\"AMOUNT\":100,\"ATTRIBUTES\":{\"OBJECTTYPE\":\"SPENDINGBUDGET\"}}",
                "{\"aMoUnT\":100,\"attributes\":{\"objecttype\":\"spendingBudget\"}}",
                "{\"UsageSpendingBudget\":100,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}"
            })
    void reads_a_budget_in_any_letter_case(String body) {
        assertThat(read(body)).map(SpendingBudget::budget).contains(budget("100"));
    }

    /** These resources can have twenty decimals (docs/partner-center.md, "What a budget is"). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "100.0",
                "300.000000",
                "27.23292827625710931604",
                "12345678901234567.89",
                "99999999999999999999"
            })
    void keeps_every_digit_of_an_amount(String amount) {
        assertThat(read("{\"amount\":" + amount + ",\"attributes\":{\"objectType\":\"SpendingBudget\"}}"))
                .map(SpendingBudget::budget)
                .contains(budget(amount));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"amount\":null,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"amount\":null,\"usageSpendingBudget\":null,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"amount\":null}"
            })
    void reads_a_missing_or_null_amount_as_no_budget(String body) {
        assertThat(read(body)).map(SpendingBudget::budget).contains(Budget.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usageSpendingBudget\":80,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"usageSpendingBudget\":80}"
            })
    void reads_the_older_name_if_the_amount_is_missing(String body) {
        assertThat(read(body)).map(SpendingBudget::budget).contains(budget("80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":100,\"attributes\":\"SpendingBudget\"}",
                "{\"amount\":100,\"attributes\":\"\",\"links\":\"\"}",
                "{\"amount\":100,\"attributes\":[]}",
                "{\"amount\":100,\"links\":\"self\"}",
                "{\"amount\":100,\"links\":[]}"
            })
    void drops_attributes_and_links_that_are_not_objects(String body) {
        assertThat(read(body)).contains(new SpendingBudget(budget("100"), Optional.empty(), Map.of(), Map.of()));
    }

    @Test
    void shows_no_older_name_if_none_was_sent() {
        assertThat(read("{\"amount\":100}"))
                .contains(new SpendingBudget(budget("100"), Optional.empty(), Map.of(), Map.of()));
    }

    @Test
    void shows_an_older_name_that_is_null() {
        assertThat(read("{\"amount\":null,\"usageSpendingBudget\":null}"))
                .map(SpendingBudget::usageSpendingBudget)
                .contains(Optional.of(Budget.NONE));
    }

    @Test
    void treats_the_same_number_of_another_scale_as_equal() {
        assertThat(read("{\"amount\":300,\"usageSpendingBudget\":300.000000}"))
                .map(SpendingBudget::budget)
                .contains(budget("300"));
    }

    @Test
    void recognizes_a_budget_without_a_type_by_its_amount() {
        assertThat(read("{\"amount\":100,\"attributes\":{\"objectType\":null}}"))
                .map(SpendingBudget::budget)
                .contains(budget("100"));
    }

    @Test
    void ignores_unknown_members() {
        var body = """
                {"currency": {"code": "EUR"}, "amount": 100, "totalCost": [1.5], "Etag": null,
                 "attributes": {"objectType": "SpendingBudget"}, "id": "amount"}
                """;
        assertThat(read(body)).map(SpendingBudget::budget).contains(budget("100"));
    }

    @Test
    void keeps_the_attributes_as_answered() {
        var body = "{\"amount\":100,\"attributes\":{\"ObjectType\":\"SpendingBudget\",\"etag\":\"W/1\",\"n\":1.50}}";
        assertThat(read(body))
                .map(SpendingBudget::attributes)
                .contains(Map.of("ObjectType", "SpendingBudget", "etag", "W/1", "n", new BigDecimal("1.50")));
    }

    @Test
    void keeps_the_links_as_answered() {
        var body = """
                {"amount":100,"links":{"self":{"uri":"/v1/customers/1/usagebudget","method":"PATCH","headers":[]}}}
                """;
        assertThat(read(body))
                .map(SpendingBudget::links)
                .contains(Map.of(
                        "self", Map.of("uri", "/v1/customers/1/usagebudget", "method", "PATCH", "headers", List.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"amount":100,"attributes":null,"links":null}
            {"amount":100,"attributes":{},"links":{}}
            {"amount":100}
            """)
    void has_neither_attributes_nor_links_if_none_were_sent(String body) {
        assertThat(read(body)).contains(new SpendingBudget(budget("100"), Optional.empty(), Map.of(), Map.of()));
    }

    private static Optional<SpendingBudget> read(String body) {
        return JsonValue.object(body.getBytes(UTF_8)).flatMap(SpendingBudgetReader::read);
    }

    private static Budget budget(String amount) {
        return Budget.of(new BigDecimal(amount));
    }
}
