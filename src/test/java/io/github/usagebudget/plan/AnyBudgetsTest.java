package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Budgets that are written in any style that a format allows are read back unchanged. */
class AnyBudgetsTest {
    private static final List<String> COLUMNS = List.of(
            "customerTenantId",
            "amount",
            "removeBudget",
            "expectedAmount",
            "companyName",
            "currency",
            "domain",
            "usage",
            "percentUsed",
            "#note",
            "");

    /**
     * The style of a table.
     *
     * @param columns the order of the columns
     * @param change of letter case
     * @param quoted whether each field is in quotes
     * @param braces whether each id is in braces
     * @param end of a line
     */
    record Style(
            CsvDialect dialect,
            List<String> columns,
            boolean upperCase,
            boolean quoted,
            boolean braces,
            boolean mark,
            String end,
            String name) {}

    @Property(tries = 2_000, seed = "20261124")
    void budgets_are_read_back_from_json(@ForAll("budgets") List<BudgetChange> budgets) {
        var lines = budgets.stream().map(AnyBudgetsTest::object).toList();
        assertThat(Plans.read(PlanFormat.JSON, "{\"budgets\":[" + String.join(",", lines) + "]}")
                        .budgets())
                .isEqualTo(budgets);
        assertThat(Plans.read(PlanFormat.NDJSON, String.join("\n", lines)).budgets())
                .isEqualTo(budgets);
    }

    @Property(tries = 4_000, seed = "20261124")
    void budgets_are_read_back_from_a_table(
            @ForAll("budgets") List<BudgetChange> budgets, @ForAll("styles") Style style) {
        assertThat(Plans.nameless(
                        Plans.read(PlanFormat.CSV, table(budgets, style)).budgets()))
                .isEqualTo(budgets);
    }

    @Provide
    Arbitrary<List<BudgetChange>> budgets() {
        var amounts = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("999999999999999.99"))
                .ofScale(2)
                .map(BudgetAmount::new)
                .optional(0.8);
        var expected = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("1000000"))
                .ofScale(6)
                .map(Budget::of)
                .injectNull(0.3)
                .map(budget -> budget == null ? Budget.NONE : budget)
                .optional(0.5);
        return Combinators.combine(amounts, expected)
                .as(Map::entry)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(all -> {
                    var budgets = new ArrayList<BudgetChange>();
                    for (var one : all)
                        budgets.add(Plans.change(
                                "0c1e9a2b-6f33-4a0e-9d51-%012d".formatted(budgets.size()),
                                one.getKey(),
                                one.getValue()));
                    return budgets;
                });
    }

    @Provide
    Arbitrary<Style> styles() {
        return Combinators.combine(
                        Arbitraries.of(CsvDialect.class),
                        Arbitraries.shuffle(COLUMNS),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("\n", "\r\n", "\r\n,,,,\r\n", "\n\n"),
                        Arbitraries.strings()
                                .withChars("ab ,;\"'=+-@\t\r\n€äöü😀#.")
                                .ofMaxLength(20))
                .as(Style::new);
    }

    private static String object(BudgetChange budget) {
        var amount = budget.amount().map(number -> "\"amount\":" + number.toString());
        var expected = budget.expected()
                .map(before -> ",\"expectedAmount\":"
                        + before.amount().map(BigDecimal::toPlainString).orElse("null"));
        return Plans.entry(
                budget.customer().toString(),
                amount.orElse("\"removeBudget\":true,\"amount\":null") + expected.orElse(""));
    }

    private static String table(List<BudgetChange> budgets, Style style) {
        var separator = String.valueOf(style.dialect().separator);
        var end = style.end().replace(",", separator);
        var rows = new ArrayList<String>();
        rows.add(style.columns().stream()
                .map(column -> style.upperCase() ? column.toUpperCase(Locale.ROOT) : column)
                .collect(Collectors.joining(separator)));
        for (var budget : budgets) {
            var fields = fields(budget, style);
            rows.add(style.columns().stream()
                    .map(column -> fields.getOrDefault(column, ""))
                    .map(field -> written(field, style))
                    .collect(Collectors.joining(separator)));
        }
        return (style.mark() ? "\uFEFF" : "") + String.join(end, rows) + end;
    }

    private static Map<String, String> fields(BudgetChange budget, Style style) {
        var id = budget.customer().toString();
        return Map.of(
                "customerTenantId",
                style.braces() ? "{" + id.toUpperCase(Locale.ROOT) + "}" : id,
                "amount",
                number(budget.amount().map(BudgetAmount::toString), "", style),
                "removeBudget",
                budget.amount().isPresent() ? "" : style.upperCase() ? "TRUE" : "true",
                "expectedAmount",
                budget.expected()
                        .map(before -> number(
                                before.amount().map(BigDecimal::toPlainString),
                                style.upperCase() ? "None" : "none",
                                style))
                        .orElse(""),
                "companyName",
                style.name(),
                "currency",
                "EUR",
                "usage",
                "1,234.56 €",
                "#note",
                style.name());
    }

    private static String number(Optional<String> plain, String none, Style style) {
        return plain.map(text -> text.replace('.', style.dialect().decimalSign)).orElse(none);
    }

    private static String written(String field, Style style) {
        return style.quoted() || field.chars().anyMatch(c -> ",;\"\r\n".indexOf(c) >= 0)
                ? '"' + field.replace("\"", "\"\"") + '"'
                : field;
    }
}
