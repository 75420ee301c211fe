package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.ExportBudgets.BudgetExport;
import io.github.usagebudget.plan.ExportBudgets.ExportEntry;
import io.github.usagebudget.plan.ExportBudgets.UnreadableCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of an export in a browser. Skipped if there is no browser. */
class ExportPageInChromeTest {
    private static final BudgetExport PLAIN = new BudgetExport(
            List.of(
                    entry(1, "=cmd|' /C calc'!A0", "100.10", null, null),
                    entry(2, "Contoso; \"A, B\"", "999999999999999.99", null, null),
                    entry(3, "<b>شركة</b>", null, null, null)),
            List.of());
    private static final BudgetExport WITH_USAGE = new BudgetExport(
            List.of(
                    entry(1, "'@Alpine", "1000", "120.5682999999995904716", "12.06"),
                    entry(2, "Bakery", "80.50", "80.50", "100"),
                    entry(3, "Contoso", null, "7", "0"),
                    entry(4, "Datum", "100", "85", "85.00")),
            List.of(new UnreadableCustomer(
                    id(5),
                    Optional.of("-Refused"),
                    BudgetFailure.of(PARTNER_CENTER_FORBIDDEN, "No relationship, \"20002\"."),
                    Optional.empty())));

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static CustomerTenantId id(int number) {
        return CustomerTenantId.parse("00000000-0000-4000-8000-%012d".formatted(number))
                .orElseThrow();
    }

    private static ExportEntry entry(int number, String name, String amount, String usage, String percent) {
        return new ExportEntry(
                id(number),
                Optional.of(name),
                Optional.of("c" + number + ".example"),
                Optional.ofNullable(amount).map(BigDecimal::new),
                Optional.ofNullable(usage).map(any -> "EUR"),
                Optional.ofNullable(usage).map(BigDecimal::new),
                Optional.ofNullable(percent).map(BigDecimal::new));
    }

    private static String written(Representation representation, BudgetExport export, CsvDialect dialect) {
        return new BudgetExportResponse(export, dialect, Instant.parse("2026-11-28T18:35:38Z"), "k-1")
                .as(representation);
    }

    private static BrowserPage page(BudgetExport export) throws Exception {
        return browser.open(written(Representation.PAGE, export, CsvDialect.COMMA));
    }

    @Test
    void shows_budgets_with_usage_and_percent_and_unreadable_customers_separately() throws Exception {
        var page = page(WITH_USAGE);
        assertThat(page.rows())
                .containsExactly(
                        "✗ 1 not readable: Partner Center forbids it partner-center-forbidden No relationship, \"20002\". "
                                + "Not a part of the plan: an export that is sent back leaves these customers alone.",
                        "-Refused 00000000-0000-4000-8000-000000000005 | not readable | | Details of -Refused",
                        "4 readable",
                        "'@Alpine 00000000-0000-4000-8000-000000000001 c1.example | 1,000 | 120.57 | 12.1%",
                        "Bakery 00000000-0000-4000-8000-000000000002 c2.example | 80.50 | 80.50 | ▲ 100%",
                        "Contoso 00000000-0000-4000-8000-000000000003 c3.example | no budget | 7 |",
                        "Datum 00000000-0000-4000-8000-000000000004 c4.example | 100 | 85 | △ 85.0%");
        assertThat(page.filters())
                .containsExactly(
                        "All 5", "✗ Not readable 1", "▲ Used up 1", "△ 80% or more used 2", "Without a budget 1");
        assertThat(page.text("#totals"))
                .isEqualTo("Budgets EUR 1,180.50 Usage EUR 293.07 24.2% of the budgets Without a budget 1 "
                        + "Not counted: 1 customer whose budget could not be read.");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void shows_how_old_the_amounts_can_be() throws Exception {
        assertThat(page(WITH_USAGE).text("#lead"))
                .isEqualTo("Read 2026-11-28 18:35 UTC. Amounts can be as old as Partner Center's usage records, "
                        + "which are refreshed once a day.");
        assertThat(page(PLAIN).text("#lead"))
                .isEqualTo("Read 2026-11-28 18:35 UTC. Each budget was read from Partner Center.");
    }

    @Test
    void has_no_columns_for_usage_if_there_are_no_usage_records() throws Exception {
        var page = page(PLAIN);
        assertThat(page.text("thead")).isEqualTo("Customer Budget");
        assertThat(page.text("#totals")).isEqualTo("Budgets 1,000,000,000,000,100.09 Without a budget 1");
        assertThat(page.rows()).contains("<b>شركة</b> 00000000-0000-4000-8000-000000000003 c3.example | no budget");
    }

    @ParameterizedTest
    @EnumSource
    void the_page_saves_the_same_csv_as_the_export(CsvDialect dialect) throws Exception {
        var button = dialect == CsvDialect.COMMA ? "#save" : "#save-semicolons";
        var saved = page(PLAIN).saved(button);
        assertThat(saved.lines()).containsExactlyInAnyOrderElementsOf(lines(PLAIN, dialect));
        // unreadable customers come first on the page and last in the export
        assertThat(page(WITH_USAGE).saved(button).lines())
                .containsExactlyInAnyOrderElementsOf(lines(WITH_USAGE, dialect));
    }

    private static List<String> lines(BudgetExport export, CsvDialect dialect) {
        return written(Representation.CSV, export, dialect).lines().toList();
    }

    @Test
    void customers_that_need_attention_can_be_saved_separately() throws Exception {
        var page = page(WITH_USAGE);
        page.click("[data-filter=near]");
        assertThat(page.saved("#save").lines()).hasSize(3);
    }
}
