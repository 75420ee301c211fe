package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plans, the commands that send them and the faults in docs/plans.md are correct. */
class PlanDocumentedTest {
    private static final List<BudgetChange> SHOWN = List.of(
            Plans.set("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04", "250"),
            Plans.removed("c0ffee00-0000-4000-8000-000000000001"));

    @ParameterizedTest
    @EnumSource
    void every_format_shows_the_same_plan(PlanFormat format) throws IOException {
        var expected = only("(?s)cat > plan%s <<'PLAN'\\n(.*?)PLAN\\n".formatted(Pattern.quote(extension(format))));
        assertThat(Plans.read(format, expected.group(1)).budgets())
                .usingElementComparator((one, other) ->
                        one.customer().equals(other.customer()) && one.asked().sameAs(other.asked()) ? 0 : 1)
                .isEqualTo(SHOWN);
    }

    @ParameterizedTest
    @EnumSource
    void every_format_shows_the_same_default(PlanFormat format) throws IOException {
        var shown = only("(?s)cat > default%s <<'PLAN'\\n(.*?)PLAN\\n".formatted(Pattern.quote(extension(format))));
        var plan = Plans.read(format, shown.group(1));
        assertThat(plan.defaultAmount()).contains(new BudgetAmount(new BigDecimal("50")));
        assertThat(plan.budgets()).containsExactly(Plans.set("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04", "250"));
    }

    @ParameterizedTest
    @EnumSource
    void each_plan_is_sent_with_the_media_type_of_its_format(PlanFormat format) throws IOException {
        var sent = only("curl \"\\$PLAN\" .*content-type: ([^']*)' --data-binary @plan%s\\n"
                .formatted(Pattern.quote(extension(format))));
        assertThat(PlanFormat.ofContentType(sent.group(1))).contains(format);
    }

    @Test
    void the_table_of_formats_has_the_right_media_types_and_extensions() throws IOException {
        var rows = Pattern.compile("(?m)^\\| (JSON|NDJSON|CSV) \\| (.*?) \\| `(.*?)` \\|")
                .matcher(page());
        var formats = 0;
        while (rows.find()) {
            var format = PlanFormat.valueOf(rows.group(1));
            for (var type : rows.group(2).replace("`", "").split(" or "))
                assertThat(PlanFormat.ofContentType(type)).as(type).contains(format);
            assertThat(PlanFormat.ofBlobName("plan" + rows.group(3))).contains(format);
            formats++;
        }
        assertThat(formats).isEqualTo(PlanFormat.values().length);
    }

    @Test
    void the_documented_faults_of_a_table_are_those_of_the_reader() throws IOException {
        var table = "customerTenantId,amount\n%s,\"1,234.50\"\n%s,1E+05\n".formatted(Plans.ONE, Plans.TWO);
        for (var fault : Plans.faults(PlanFormat.CSV, table))
            assertThat(page()).contains("\n" + fault.pointer() + ": " + fault.detail() + "\n");
    }

    private static String extension(PlanFormat format) {
        return switch (format) {
            case JSON -> ".json";
            case NDJSON -> ".ndjson";
            case CSV -> ".csv";
        };
    }

    private static Matcher only(String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(page());
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/plans.md"));
    }
}
