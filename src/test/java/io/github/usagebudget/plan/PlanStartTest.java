package io.github.usagebudget.plan;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanStartTest {
    static final String UTF_16 =
            "is UTF-16 or another encoding that is not UTF-8: save it as UTF-8 (a sheet as \"CSV UTF-8\")";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void names_another_encoding(String charset) {
        for (var text : new String[] {"customerTenantId,amount", "\uFEFFcustomerTenantId", "a", "\uFEFF\u00E4\u00F6"})
            assertThat(PlanText.startFault(text.getBytes(Charset.forName(charset))))
                    .contains(UTF_16);
    }

    /** The Functions host reads bodies as UTF-8 and replaces each byte of the mark by U+FFFD. */
    @Test
    void names_it_even_if_the_host_replaced_the_byte_order_mark() {
        for (var charset : new Charset[] {UTF_16LE, UTF_16BE}) {
            var body = new String("\uFEFF{\"budgets\"".getBytes(charset), UTF_8).getBytes(UTF_8);
            assertThat(PlanText.startFault(Arrays.copyOf(body, PlanText.START))).contains(UTF_16);
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_checked_in_every_format(PlanFormat format) {
        var all = format == PlanFormat.JSON ? "" : "line 1";
        assertThat(Plans.refusal(format, "customerTenantId;amount".getBytes(StandardCharsets.UTF_16))
                        .faults())
                .containsExactly(new FieldFault(all, UTF_16));
        assertThat(Plans.refusal(format, "PK\u0003\u0004\u0014\u0000").faults())
                .containsExactly(new FieldFault(
                        all, "is a zip file, as an Excel workbook (.xlsx) is: save the sheet as \"CSV UTF-8\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "PK", "customerTenantId", "\uFEFF", "Ä", "\uFFFD\uFFFD"})
    void finds_no_fault_in_text(String text) {
        assertThat(PlanText.startFault(text.getBytes(UTF_8))).isEmpty();
    }
}
