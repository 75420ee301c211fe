package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;

/** Any body is read as either a change or a list of faults. Reading it never throws and never loses a digit. */
class AnyBodyTest {
    private static final String CUSTOMER = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01";

    @Property(tries = 60_000, seed = "20261124")
    void any_text_that_starts_an_object_is_a_change_or_a_list_of_faults(@ForAll("pieces") List<String> pieces) {
        changeOrFaults(("{" + String.join("", pieces)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 40_000, seed = "20261124")
    void any_bytes_that_start_an_object_are_a_change_or_a_list_of_faults(@ForAll byte[] bytes) {
        var body = new byte[bytes.length + 1];
        body[0] = '{';
        System.arraycopy(bytes, 0, body, 1, bytes.length);
        changeOrFaults(body);
    }

    @Property(seed = "20261124")
    void an_amount_within_the_limits_is_kept_digit_for_digit(
            @ForAll @BigRange(min = "0", max = "999999999999999.99") @Scale(2) BigDecimal amount) {
        var request = read(("{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":" + amount.toPlainString() + "}")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(request.change().amount().orElseThrow().toString()).isEqualTo(amount.toPlainString());
    }

    @Property(seed = "20261124")
    void an_amount_beyond_the_limits_is_a_fault_of_the_amount(
            @ForAll @BigRange(min = "1000000000000000", max = "1e60") BigDecimal amount) {
        var request = read(("{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":" + amount.toPlainString() + "}")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(request.faults())
                .extracting(BudgetFailure.FieldFault::pointer)
                .containsExactly("/amount");
    }

    /** Pieces of a request, so that many bodies are nearly valid. */
    @Provide
    Arbitrary<List<String>> pieces() {
        var known = Arbitraries.of(
                "\"customerTenantId\"",
                "\"amount\"",
                "\"removeBudget\"",
                "\"expectedAmount\"",
                "\"dryRun\"",
                "\"reason\"",
                "\"" + CUSTOMER + "\"",
                ":",
                ":",
                ":",
                ",",
                ",",
                ",",
                "{",
                "}",
                "}",
                "[",
                "]",
                "null",
                "true",
                "false",
                "100",
                "100.10",
                "1e400",
                "-1",
                "NaN",
                "\"",
                "\\u0000",
                " ",
                "\n",
                "\uFEFF");
        var member = Combinators.combine(
                        Arbitraries.of("customerTenantId", "amount", "removeBudget", "expectedAmount", "dryRun", "x"),
                        Arbitraries.of("null", "true", "100", "1e400", "\"" + CUSTOMER + "\"", "[]", "{\"a\":1}"))
                .as((name, value) -> "\"" + name + "\":" + value + ",");
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, known),
                        net.jqwik.api.Tuple.of(4, member),
                        net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(8)))
                .list()
                .ofMaxSize(12);
    }

    private static void changeOrFaults(byte[] body) {
        var request = read(body);
        assertThat(request.read().isPresent()).isEqualTo(request.faults().isEmpty());
        assertThat(request.faults())
                .allMatch(fault -> fault.pointer().isEmpty() || fault.pointer().startsWith("/"));
    }

    private static UsageBudgetRequest read(byte[] body) {
        return UsageBudgetRequest.read(body, Optional.empty());
    }
}
