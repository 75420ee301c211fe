package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as a real browser shows it; skipped where there is none. */
class ReportPageInChromeTest {
    private static final String REPORT = """
            {"runId":"7b9de3c2-33c1-4f61-9d20-1f8a6a1b4a11","planVersion":"sha256:9f86d081884c7d659a2feaa0c55ad015",
             "dryRun":false,"startedAt":"2026-11-24T06:00:00.123456Z","finishedAt":"2026-11-24T06:01:12.5Z",
             "summary":{"planned":5,"updated":2,"removed":1,"unchanged":0,"failed":1,"notAttempted":1},
             "customers":[
             {"customerTenantId":"c1","outcome":"updated","amount":100.10,"previousAmount":null},
             {"customerTenantId":"c2","outcome":"updated","amount":999999999999999.99,"previousAmount":123456789012345.60},
             {"customerTenantId":"c3","outcome":"removed","amount":null,"previousAmount":0.50},
             {"customerTenantId":"c4","outcome":"failed","amount":80,"problem":{"title":"Partner Center forbids it",
              "status":403,"detail":"</script><script>alert(1)</script> \\"100.10\\"","code":"partner-center-forbidden",
              "retryable":false,"requestId":"r-4","correlationId":"k-4","partnerCenter":{"status":403,"code":"20002"}}},
             {"customerTenantId":"c5","outcome":"not-attempted","amount":7}]}""";

    private Chrome chrome;

    @BeforeEach
    void find_a_browser() {
        var found = Chrome.ofThisMachine();
        assumeTrue(
                found.isPresent(), "no Chrome or Chromium here (CHROME_BIN, PATH): the page is not tried in a browser");
        chrome = found.orElseThrow();
    }

    @Test
    void shows_every_customer_with_every_digit() throws Exception {
        assertThat(rows(chrome.rendered(ReportPage.of(REPORT))))
                .containsExactly(
                        "c1 | no budget → to 100.10 | ✓ updated |",
                        "c2 | 123456789012345.60 → to 999999999999999.99 | ✓ updated |",
                        "c3 | 0.50 → to no budget | − removed |",
                        "c4 | not read → to 80 (planned, not confirmed) | ✗ failed | Partner Center forbids it "
                                + "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; \"100.10\" "
                                + "Mend this first: another run would fail the same way. Code partner-center-forbidden "
                                + "Status 403 Request id r-4 Correlation id k-4 "
                                + "Partner Center status 403 Partner Center code 20002",
                        "c5 | not read → to 7 (planned, not tried) | … not attempted | "
                                + "The run ended before this customer; the next run goes on here.");
    }

    @Test
    void says_which_run_it_was_and_how_it_ended() throws Exception {
        var page = chrome.rendered(ReportPage.of(REPORT));
        assertThat(text(part(page, "<main", "<div class=\"unprinted\">")))
                .isEqualTo("Budget plan run Not a dry run: what is marked updated or removed is in force. "
                        + "Run 7b9de3c2-33c1-4f61-9d20-1f8a6a1b4a11 Plan version sha256:9f86d081884c… "
                        + "Started 2026-11-24 06:00:00 UTC Finished 2026-11-24 06:01:12 UTC Duration 1 min 12 s "
                        + "5 planned (all) ✓ 2 updated − 1 removed = 0 unchanged ✗ 1 failed … 1 not attempted");
        assertThat(page)
                .contains(
                        "title=\"sha256:9f86d081884c7d659a2feaa0c55ad015\"",
                        "data-count=\"planned\" aria-pressed=\"true\"",
                        "data-count=\"failed\" aria-pressed=\"false\"");
    }

    @Test
    void says_that_a_dry_run_wrote_nothing() throws Exception {
        var page = chrome.rendered(ReportPage.of("""
                        {"dryRun":true,"summary":{"planned":1,"wouldUpdate":1,"wouldRemove":0,"unchanged":0,"failed":0,"notAttempted":0},
                         "customers":[{"customerTenantId":"c1","outcome":"would-update","amount":1.0,"previousAmount":0}]}"""));
        assertThat(page).contains("<title>Budget plan, dry run</title>", "Dry run: nothing was written.");
        assertThat(rows(page)).containsExactly("c1 | 0 → to 1.0 (planned) | ○ would update |");
    }

    @Test
    void says_why_a_run_was_stopped() throws Exception {
        var stopped = REPORT.replace(
                "\"customers\":[",
                "\"stopped\":{\"title\":\"The app's credentials are refused\",\"status\":502,"
                        + "\"detail\":\"Sign in with MFA.\",\"code\":\"credentials-refused\",\"retryable\":false},\"customers\":[");
        var page = chrome.rendered(ReportPage.of(stopped));
        assertThat(text(part(page, "<div id=\"stopped\"", "<dl id=\"facts\"")))
                .isEqualTo("✗ Stopped: no further customer could succeed. The app's credentials are refused "
                        + "Sign in with MFA. Mend this first: another run would fail the same way. "
                        + "Code credentials-refused Status 502");
        assertThat(text(part(chrome.rendered(ReportPage.of(REPORT)), "<div id=\"stopped\"", "<dl id=\"facts\"")))
                .isEmpty();
    }

    @Test
    void a_count_shows_its_customers_and_shows_all_when_pressed_again() throws Exception {
        var click = "document.querySelector('[data-count=notAttempted]').click();";
        var once = chrome.rendered(withUser(REPORT, click));
        assertThat(rows(once)).singleElement().asString().startsWith("c5 |");
        assertThat(once)
                .contains("data-count=\"notAttempted\" aria-pressed=\"true\"", "Showing 1 of 1 selected, 5 in all.");
        assertThat(rows(chrome.rendered(withUser(REPORT, click + click)))).hasSize(5);
    }

    @Test
    void a_part_of_a_customers_id_finds_it() throws Exception {
        var typed = "at('wanted').value = ' C3'; at('wanted').dispatchEvent(new Event('input'));";
        assertThat(rows(chrome.rendered(withUser(REPORT, typed))))
                .singleElement()
                .asString()
                .startsWith("c3 |");
    }

    @Test
    void a_hundred_thousand_customers_are_shown_in_slices() throws Exception {
        var report = IntStream.range(0, 100_000)
                .mapToObj(i -> "{\"customerTenantId\":\"c" + i + "\",\"outcome\":\"unchanged\",\"amount\":1.10}")
                .collect(Collectors.joining(",", "{\"customers\":[", "]}"));
        var first = chrome.rendered(ReportPage.of(report));
        assertThat(rows(first)).hasSize(500);
        assertThat(first).contains("Showing 500 of 100,000.", ">Show 500 more<");
        assertThat(rows(chrome.rendered(withUser(report, "at('more').click();"))))
                .hasSize(1000);
    }

    @Test
    void a_page_saved_as_it_was_drawn_draws_itself_anew() throws Exception {
        var drawn = chrome.rendered(ReportPage.of(REPORT));
        var again = chrome.rendered(drawn);
        assertThat(rows(again)).isEqualTo(rows(drawn)).hasSize(5);
        assertThat(again.split("data-count", -1)).hasSameSizeAs(drawn.split("data-count", -1));
    }

    @Test
    void a_report_that_cannot_be_read_is_shown_as_it_came() throws Exception {
        assertThat(chrome.rendered(ReportPage.of("nonsense")))
                .contains("The report could not be read", "<main id=\"main\" hidden", "class=\"shown\">nonsense<");
    }

    /** The page with somebody at the keys, whom its own policy would rightly not let in. */
    private static String withUser(String report, String deeds) {
        return ReportPage.of(report)
                .replaceFirst("script-src '[^']*'", "script-src 'unsafe-inline'")
                .replace("</body>", "<script>" + deeds + "</script></body>");
    }

    private static List<String> rows(String page) {
        var rows = new ArrayList<String>();
        var row = Pattern.compile("<tr.*?</tr>").matcher(part(page, "<tbody", "</tbody>"));
        while (row.find()) rows.add(text(row.group().replace("</td><td", " </td>|<td")));
        return rows;
    }

    private static String part(String page, String from, String to) {
        var start = page.indexOf(from);
        return page.substring(start, page.indexOf(to, start));
    }

    private static String text(String markup) {
        return markup.replaceAll("</?(span|code)[^>]*>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
