package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Reading any answer of Partner Center never throws, and only a spending budget is read as one. */
class AnyAnswerTest {

    private final PartnerCenterErrors faults = new PartnerCenterErrors(Clock.systemUTC());

    @Property(tries = 10_000, seed = "20261124")
    void anything_that_is_read_as_a_budget_has_the_type_of_a_budget(@ForAll("pieces") List<String> pieces) {
        var body = String.join("", pieces);
        var read = read(body.getBytes(StandardCharsets.UTF_8));
        if (read.isEmpty()) return;
        assertThat(body.toLowerCase(java.util.Locale.ROOT))
                .containsAnyOf("amount", "usagespendingbudget", "spendingbudget");
        assertThat(body.replaceFirst("^\uFEFF", "").strip()).startsWith("{").endsWith("}");
    }

    @Property(tries = 10_000, seed = "20261124")
    void any_bytes_can_be_read(@ForAll byte[] bytes) {
        assertThat(read(bytes)).isEmpty();
    }

    @Property(tries = 10_000, seed = "20261124")
    void any_refusal_is_a_failure_of_a_documented_kind(
            @ForAll @IntRange(min = 300, max = 599) int status, @ForAll("pieces") List<String> pieces) {
        var body = String.join("", pieces).getBytes(StandardCharsets.UTF_8);
        var failure = faults.translate(new HttpReply(status, Map.of(), body));
        assertThat(failure.kind())
                .isIn(
                        Kind.AMOUNT_REFUSED,
                        Kind.BUDGET_CHANGED,
                        Kind.CREDENTIALS_REFUSED,
                        Kind.PARTNER_CENTER_FORBIDDEN,
                        Kind.CUSTOMER_UNKNOWN,
                        Kind.THROTTLED,
                        Kind.PARTNER_CENTER_UNAVAILABLE);
        assertThat(failure.partnerCenter().orElseThrow().status()).isEqualTo(status);
    }

    private static Optional<SpendingBudget> read(byte[] body) {
        return JsonValue.object(body).flatMap(SpendingBudgetReader::read);
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "{\"amount\":100",
                        "\"amount\":",
                        "\"Amount\":",
                        "\"usageSpendingBudget\":",
                        "\"attributes\":",
                        "{\"objectType\":\"SpendingBudget\"}",
                        "{\"objectType\":\"Customer\"}",
                        "\"links\":",
                        "100",
                        "100.10",
                        "null",
                        "\"100\"",
                        ",",
                        ",",
                        ":",
                        "[",
                        "]",
                        "<html>",
                        "\uFEFF",
                        "\"code\":",
                        "\"description\":",
                        "\"isRetryable\":false",
                        "\"data\":",
                        "\"Try again in 99999999999 seconds\"",
                        "1e999999999")
                .list()
                .ofMaxSize(10);
    }
}
