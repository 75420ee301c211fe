package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.TWO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.SafeText;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any bytes are either a report that can be undone or refused. No fault quotes a value. */
class AnyReportTest {
    private static final String BEGINNING = "{\"dryRun\":false,\"customers\":[";

    @Property(tries = 10_000, seed = "20261128")
    void any_bytes_are_undone_or_refused(@ForAll boolean fromTheStart, @ForAll byte[] bytes) {
        var beginning = (fromTheStart ? "" : BEGINNING).getBytes(UTF_8);
        var report = Arrays.copyOf(beginning, beginning.length + bytes.length);
        System.arraycopy(bytes, 0, report, beginning.length, bytes.length);
        undoneOrRefused(report);
    }

    @Property(tries = 30_000, seed = "20261128")
    void any_pieces_of_a_report_are_undone_or_refused(
            @ForAll boolean fromTheStart, @ForAll("pieces") List<String> pieces) {
        undoneOrRefused(((fromTheStart ? "" : BEGINNING) + String.join("", pieces)).getBytes(UTF_8));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        var known = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                " ",
                "\n",
                "\uFEFF",
                "\uFFFD",
                "\"dryRun\":",
                "\"customers\":[",
                "\"outcome\":\"updated\",",
                "\"outcome\":\"removed\",",
                "\"amount\":",
                "\"previousAmount\":",
                "\"companyName\":",
                "\"customerTenantId\":",
                "null",
                "true",
                "false",
                "-1",
                "1e400",
                "1e99999999999",
                "\"hunter2\"",
                "hunter2");
        var whole = Arbitraries.of(
                Plans.entry(ONE, "\"outcome\":\"updated\",\"amount\":1,\"previousAmount\":300.000000"),
                Plans.entry(TWO, "\"outcome\":\"removed\",\"amount\":null,\"previousAmount\":\"hunter2\""),
                "," + Plans.entry(TWO, "\"outcome\":\"updated\",\"amount\":1,\"previousAmount\":null"),
                "," + Plans.entry(TWO, "\"outcome\":\"hunter2\""),
                "]}");
        return Arbitraries.frequencyOf(
                        Tuple.of(3, known),
                        Tuple.of(4, whole),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(8)))
                .list()
                .ofMaxSize(12);
    }

    private static void undoneOrRefused(byte[] report) {
        try {
            var budgets = PlanReader.readUndo(new ByteArrayInputStream(report)).budgets();
            assertThat(budgets.stream().map(BudgetChange::customer))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            assertThat(budgets)
                    .allSatisfy(change -> assertThat(change.expected()).isPresent());
        } catch (BudgetFailure refusal) {
            assertThat(refusal.kind()).isEqualTo(MALFORMED_REQUEST);
            assertThat(refusal).hasNoCause().hasMessageNotContaining("hunter2");
            assertThat(refusal.faults()).isNotEmpty().allSatisfy(fault -> {
                assertThat(SafeText.isSafe(fault.detail())).isTrue();
                assertThat(fault.detail()).doesNotContain("hunter2");
                if (!fault.pointer().isEmpty()) assertThat(fault.pointer()).startsWith("/");
            });
        }
    }
}
