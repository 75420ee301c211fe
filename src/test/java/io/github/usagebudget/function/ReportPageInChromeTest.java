package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a report in a browser. Skipped if there is no browser. */
class ReportPageInChromeTest {
    static final String REPORT = """
            {"runId":"7b9de3c2-33c1-4f61-9d20-1f8a6a1b4a11","planVersion":"sha256:9f86d081884c7d659a2feaa0c55ad015",
             "dryRun":false,"currency":"EUR","correlationId":"k-0",
             "startedAt":"2026-11-24T06:00:00.123456Z","finishedAt":"2026-11-24T06:01:12.5Z",
             "summary":{"planned":8,"updated":3,"removed":1,"unchanged":1,"failed":2,"notAttempted":1,"defaultSkipped":2},
             "customers":[
             {"customerTenantId":"c1","companyName":"Zoo Ltd","outcome":"updated","amount":100.10,"previousAmount":null,"default":true},
             {"customerTenantId":"c2","companyName":"Ärzte AG","outcome":"updated","amount":999999999999999.99,"previousAmount":123456789012345.60},
             {"customerTenantId":"c3","outcome":"removed","amount":null,"previousAmount":0.500000},
             {"customerTenantId":"c4","companyName":"Contoso","outcome":"failed","amount":80,"problem":{"title":"Partner Center forbids it",
              "status":403,"detail":"</script><script>alert(1)</script> \\"100.10\\"","code":"partner-center-forbidden",
              "retryable":false,"requestId":"r-4","correlationId":"k-4","partnerCenter":{"status":403,"code":"20002"}}},
             {"customerTenantId":"c5","companyName":"Fabrikam","outcome":"not-attempted","amount":7},
             {"customerTenantId":"c6","companyName":"Bakery","outcome":"unchanged","amount":1234.5,"previousAmount":1234.5},
             {"customerTenantId":"c7","companyName":"Airline","outcome":"updated","amount":110.0,"previousAmount":100},
             {"customerTenantId":"c8","companyName":"Adventure","outcome":"failed","amount":81,"previousAmount":80,"problem":{
              "title":"Partner Center forbids it","status":403,"detail":"No relationship.","code":"partner-center-forbidden",
              "retryable":false,"requestId":"r-8","correlationId":"k-8","errors":[{"pointer":"/amount","detail":"is too much"}]}}]}""";

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static BrowserPage page(String json) throws Exception {
        return browser.open(ReportPage.of(json));
    }

    @Test
    void failures_come_first_grouped_by_code_and_then_the_largest_changes() throws Exception {
        var page = page(REPORT);
        assertThat(page.rows())
                .containsExactly(
                        "✗ 2 failed: Partner Center forbids it partner-center-forbidden "
                                + "Fix this first: another run would fail the same way.",
                        "Adventure c8 | 80 | 81 planned | | | ✗ Failed Details of Adventure",
                        "Contoso c4 | not read | 80 planned | | | ✗ Failed Details of Contoso",
                        "… 1 not attempted Nothing was sent: the run ended before their turn. "
                                + "Run the plan again; it goes on here.",
                        "Fabrikam c5 | not read | 7 planned | | | … Not attempted",
                        "5 others",
                        "Ärzte AG c2 | 123,456,789,012,345.60 | 999,999,999,999,999.99 | "
                                + "▲ large change: +876,543,210,987,654.39 | +710% | ✓ Updated",
                        "Zoo Ltd default c1 | no budget | 100.10 | +100.10 | new | ✓ Updated",
                        "Airline c7 | 100 | 110.0 | +10.0 | +10.0% | ✓ Updated",
                        "c3 | 0.500000 | no budget | ▼ large change: −0.50 | −100% | ⊖ Removed",
                        "Bakery c6 | 1,234.5 | 1,234.5 | 0 | | = Unchanged");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void totals_are_exact_and_name_what_they_leave_out() throws Exception {
        assertThat(page(REPORT).text("#totals"))
                .isEqualTo("Before EUR 123,456,789,013,680.60 After EUR 1,000,000,000,001,444.59 "
                        + "Difference EUR +876,543,210,987,763.99 +710% No budget counts as 0. "
                        + "Not counted: 3 without a result. "
                        + "Skipped by the default: 2 customers that Partner Center refuses to show.");
    }

    @Test
    void shows_which_run_it_was_and_how_it_ended() throws Exception {
        var page = page(REPORT);
        assertThat(page.text("header"))
                .isEqualTo("Budget plan ✗ Applied in part Updated and removed budgets are in force. "
                        + "2026-11-24 06:00 UTC · 1 min 12 s · Run details");
        page.click("#facts summary");
        assertThat(page.text("#facts dl"))
                .isEqualTo("Run 7b9de3c2-33c1-4f61-9d20-1f8a6a1b4a11 Plan version "
                        + "sha256:9f86d081884c7d659a2feaa0c55ad015 Correlation id k-0 Currency EUR "
                        + "Started 2026-11-24T06:00:00.123456Z Finished 2026-11-24T06:01:12.5Z");
        assertThat(page.text("caption"))
                .isEqualTo("Amounts per month, in EUR. ▲ and ▼ mark large changes: by half or more, or by ten average "
                        + "budgets.");
    }

    @Test
    void filters_without_customers_are_hidden() throws Exception {
        assertThat(page(REPORT).filters())
                .containsExactly(
                        "All 8",
                        "✗ Failed 2",
                        "… Not attempted 1",
                        "▲ Large changes 2",
                        "✓ Updated 3",
                        "⊖ Removed 1",
                        "By default 1",
                        "= Unchanged 1");
        assertThat(page("{\"dryRun\":true,\"customers\":[]}")
                        .value("at('filters').hidden")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void the_page_of_a_dry_run_says_that_nothing_was_written() throws Exception {
        var page = page("""
                {"dryRun":true,"summary":{"planned":1},
                 "customers":[{"customerTenantId":"c1","outcome":"would-update","amount":1.0,"previousAmount":0}]}""");
        assertThat(page.value("document.title").asText()).isEqualTo("Budget plan, dry run");
        assertThat(page.text(".heading")).isEqualTo("Budget plan ○ Dry run");
        assertThat(page.text("#lead")).isEqualTo("Nothing was written.");
        assertThat(page.rows()).containsExactly("c1 | 0 | 1.0 | +1.0 | | ○ Would update");
    }

    @Test
    void the_page_of_a_stopped_run_says_why() throws Exception {
        var page = page(
                REPORT.replace(
                        "\"customers\":[",
                        "\"stopped\":{\"title\":\"The app's credentials are refused\",\"status\":502,"
                                + "\"detail\":\"Sign in with MFA.\",\"code\":\"credentials-refused\",\"retryable\":false},\"customers\":["));
        assertThat(page.text(".heading")).isEqualTo("Budget plan ✗ Stopped");
        assertThat(page.text("#notice"))
                .isEqualTo("Stopped: The app's credentials are refused Sign in with MFA. "
                        + "No further customer could succeed. Fix this first: another run would fail the same way. "
                        + "Diagnostics");
    }

    @Test
    void the_page_of_a_refused_plan_lists_every_fault() throws Exception {
        var page = page("""
                {"title":"The request is malformed","status":400,"detail":"The plan has 2 errors.","code":"malformed-request",
                 "retryable":false,"correlationId":"k-1","errors":[{"pointer":"line 2/amount","detail":"\\"1,2\\" is <b>not</b> plain"},
                 {"pointer":"line 3/amount","detail":"is missing"}]}""");
        assertThat(page.text("main"))
                .isEqualTo("Budget plan ✗ Refused The plan was refused as a whole. No budget was changed. "
                        + "The request is malformed The plan has 2 errors. line 2/amount \"1,2\" is <b>not</b> plain "
                        + "line 3/amount is missing Fix this first: another run would fail the same way. "
                        + "Code malformed-request Status 400 Correlation id k-1");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void currencies_are_never_added_up() throws Exception {
        var page = page("""
                {"dryRun":true,"customers":[
                 {"customerTenantId":"c1","outcome":"would-update","amount":2,"previousAmount":1,"currency":"USD"},
                 {"customerTenantId":"c2","outcome":"would-update","amount":2.5,"previousAmount":1,"currency":"EUR"}]}""");
        assertThat(page.text("#totals"))
                .startsWith("Before EUR 1 After EUR 2.5 Difference EUR +1.5 +150% "
                        + "Before USD 1 After USD 2 Difference USD +1 +100%");
        assertThat(page.rows().get(0)).startsWith("c2 | 1 EUR | 2.5 EUR |");
    }

    @Test
    void data_that_the_page_cannot_read_is_shown_unchanged() throws Exception {
        for (var data : new String[] {"nonsense", "{}"}) {
            var page = page(data);
            assertThat(page.text("#wait")).startsWith("The data could not be read");
            assertThat(page.text("#data")).isEqualTo(data);
            assertThat(page.value("at('main').hidden").asBoolean()).isTrue();
        }
    }

    @Test
    void the_data_is_shown_unchanged_without_javascript() throws Exception {
        var page = page("{\"customers\":[]}");
        page.reloadWithoutScripts();
        assertThat(page.text("body"))
                .isEqualTo("Without JavaScript there is no table. The data follows as JSON; to get the JSON alone, ask "
                        + "with Accept: application/json. {\"customers\":[]}");
    }

    @Test
    void a_saved_page_renders_again() throws Exception {
        var drawn = page(REPORT);
        var again =
                browser.open(drawn.value("document.documentElement.outerHTML").asText());
        assertThat(again.rows()).isEqualTo(drawn.rows()).hasSize(11);
        assertThat(again.filters()).isEqualTo(drawn.filters());
    }
}
