package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.TWO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any bytes are either a plan or refused. A fault quotes nothing of the plan but a number or a name. */
class AnyPlanTest {
    private static final Pattern LINE = Pattern.compile("line [1-9]\\d*(/.*)?");

    @Property(tries = 20_000, seed = "20261124")
    void any_bytes_are_a_plan_or_refused(@ForAll PlanFormat format, @ForAll byte[] bytes) {
        planOrRefusal(format, bytes);
    }

    @Property(tries = 20_000, seed = "20261124")
    void any_bytes_after_a_valid_start_are_a_plan_or_refused(@ForAll PlanFormat format, @ForAll byte[] bytes) {
        var beginning = beginning(format).getBytes(UTF_8);
        var plan = Arrays.copyOf(beginning, beginning.length + bytes.length);
        System.arraycopy(bytes, 0, plan, beginning.length, bytes.length);
        planOrRefusal(format, plan);
    }

    @Property(tries = 60_000, seed = "20261124")
    void any_pieces_of_a_plan_are_a_plan_or_refused(
            @ForAll PlanFormat format, @ForAll boolean fromTheStart, @ForAll("pieces") List<String> pieces) {
        planOrRefusal(format, ((fromTheStart ? "" : beginning(format)) + String.join("", pieces)).getBytes(UTF_8));
    }

    @Property(tries = 40_000, seed = "20261124")
    void a_table_of_any_cells_is_a_plan_or_refused(
            @ForAll("separators") String separator, @ForAll("cells") List<List<String>> rows) {
        var table = new StringBuilder(
                "amount%1$scustomerTenantId%1$sexpectedAmount%1$sremoveBudget\r\n".formatted(separator));
        for (var row : rows) table.append(String.join(separator, row)).append("\r\n");
        planOrRefusal(PlanFormat.CSV, table.toString().getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", ";");
    }

    @Provide
    Arbitrary<List<List<String>>> cells() {
        var known = Arbitraries.of(
                "",
                " ",
                "true",
                "TRUE",
                "false",
                "none",
                ONE,
                "{" + TWO + "}",
                "#" + ONE,
                "100",
                "100.10",
                "100,10",
                "\"1,234.50\"",
                "1E+05",
                "€100",
                "100\u00A0EUR",
                "\"",
                "=1",
                "'5",
                "-5",
                "hunter2");
        var any = Arbitraries.strings()
                .withChars("0123456789.,;eE+-' \u00A0\u2009€$%()#\u202E\u0085\uD800ab\n")
                .ofMaxLength(12);
        return Arbitraries.frequencyOf(Tuple.of(3, known), Tuple.of(2, any))
                .list()
                .ofMaxSize(5)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Pieces of plans, and a secret that no fault may quote. */
    @Provide
    Arbitrary<List<String>> pieces() {
        var known = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                ",",
                ";",
                "\"",
                "\"\"",
                "\n",
                "\n",
                "\r\n",
                "\r",
                " ",
                "\t",
                "#",
                "'",
                "\uFEFF",
                "\uFFFD",
                "\u0000",
                "\"currency\":",
                "\"EUR\"",
                "\"budgets\":[",
                "\"unreadable\":",
                "\"customerTenantId\":",
                "\"amount\":",
                "\"Amount\":",
                "\"removeBudget\":",
                "\"expectedAmount\":",
                "\"companyName\":",
                "null",
                "true",
                "false",
                "100.10",
                "-1",
                "1e400",
                "1e99999999999",
                "hunter2",
                "\"hunter2\"",
                ONE,
                TWO,
                "customerTenantId,amount\n",
                "amount;customerTenantId;#\n",
                "sep=;\n",
                ",,true\n");
        var whole = Arbitraries.of(
                Plans.entry(ONE, "\"amount\":1"),
                Plans.entry(TWO, "\"amount\":\"hunter2\"") + "\n",
                Plans.entry(TWO, "\"amount\":null,\"removeBudget\":true") + "\n",
                "," + Plans.entry(TWO, "\"amount\":1"),
                ONE + ",1\n",
                TWO + ",hunter2\n",
                "]}");
        return Arbitraries.frequencyOf(
                        Tuple.of(4, known),
                        Tuple.of(4, whole),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(8)))
                .list()
                .ofMaxSize(12);
    }

    private static String beginning(PlanFormat format) {
        return switch (format) {
            case JSON -> "{\"budgets\":[" + Plans.entry(ONE, "\"amount\":1") + ",";
            case NDJSON -> Plans.entry(ONE, "\"amount\":1") + "\n";
            case CSV -> "customerTenantId,amount,removeBudget\n" + ONE + ",1,\n";
        };
    }

    private static void planOrRefusal(PlanFormat format, byte[] bytes) {
        try {
            var customers = Plans.read(format, bytes).budgets().stream().map(BudgetChange::customer);
            assertThat(customers).isNotEmpty().doesNotHaveDuplicates();
        } catch (BudgetFailure refusal) {
            assertThat(refusal.kind()).isEqualTo(MALFORMED_REQUEST);
            assertThat(refusal).hasNoCause().hasMessageNotContaining("hunter2");
            assertThat(refusal.faults()).isNotEmpty().allSatisfy(fault -> quotesNoValue(format, fault));
        }
    }

    private static void quotesNoValue(PlanFormat format, FieldFault fault) {
        assertThat(fault.detail()).matches(FaultWords.ALL);
        assertThat(SafeText.isSafe(fault.detail())).isTrue();
        if (!fault.detail().startsWith("column ")) assertThat(fault.detail()).doesNotContain("hunter2");
        if (format != PlanFormat.JSON) assertThat(fault.pointer()).matches(LINE);
        else if (!fault.pointer().isEmpty()) assertThat(fault.pointer()).startsWith("/");
    }
}
