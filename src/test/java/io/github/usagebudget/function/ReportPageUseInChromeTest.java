package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Using a report in a browser: search, filter, sort, expand, save and print, with a mouse or a keyboard. */
class ReportPageUseInChromeTest {
    private static final String REPORT = ReportPageInChromeTest.REPORT;

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static BrowserPage page(String json) throws Exception {
        return browser.open(ReportPage.of(json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ' C3'    | c3
            contoso  | c4
            arzte    | c2
            ÄRZTE    | c2
            nothing  |
            <script> |
            """)
    void a_customer_is_found_by_part_of_its_name_or_id(String wanted, String found) throws Exception {
        var page = page(REPORT);
        page.search(wanted);
        assertThat(page.customers()).isEqualTo(found == null ? List.of() : List.of(found));
        assertThat(page.text("#status")).isEqualTo((found == null ? "0" : "1") + " of 8 customers.");
        page.search("");
        assertThat(page.customers()).hasSize(8);
    }

    @Test
    void a_filter_shows_its_customers_and_their_totals_until_it_is_pressed_again() throws Exception {
        var page = page(REPORT);
        page.click("[data-filter=updated]");
        assertThat(page.customers()).containsExactly("c2", "c1", "c7");
        assertThat(page.value("document.querySelector('[data-filter=updated]').ariaPressed")
                        .asText())
                .isEqualTo("true");
        assertThat(page.text("#totals")).contains("Before EUR 123,456,789,012,445.60", "Totals of what is shown.");
        page.click("[data-filter=updated]");
        assertThat(page.customers()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            largest         | c8 c4 c5 c2 c1 c7 c3 c6
            name            | c8 c4 c5 c7 c2 c6 c3 c1
            name-desc       | c4 c8 c5 c1 c3 c6 c2 c7
            before-desc     | c8 c4 c5 c2 c6 c7 c3 c1
            after           | c4 c8 c5 c3 c1 c7 c6 c2
            difference      | c8 c4 c5 c3 c6 c7 c1 c2
            difference-desc | c8 c4 c5 c2 c1 c7 c6 c3
            percent         | c8 c4 c5 c3 c6 c7 c2 c1
            percent-desc    | c8 c4 c5 c2 c7 c6 c3 c1
            outcome         | c8 c4 c5 c3 c6 c7 c2 c1
            """)
    void every_sort_order_keeps_failures_first_and_unknown_values_last(String order, String customers)
            throws Exception {
        var page = page(REPORT);
        page.order(order);
        assertThat(String.join(" ", page.customers())).isEqualTo(customers);
    }

    @Test
    void clicking_a_column_sorts_by_it_and_announces_the_order() throws Exception {
        var page = page(REPORT);
        page.click("th.difference button");
        assertThat(page.value("at('order').value").asText()).isEqualTo("difference-desc");
        assertThat(page.value("document.querySelector('th.difference').ariaSort")
                        .asText())
                .isEqualTo("descending");
        page.click("th.difference button");
        assertThat(page.value("document.querySelector('[aria-sort=ascending]').innerText")
                        .asText())
                .startsWith("Difference");
    }

    @Test
    void diagnostics_are_collapsed_until_the_user_opens_them() throws Exception {
        var page = page(REPORT);
        assertThat(page.text("#table")).doesNotContain("r-8").doesNotContain("is too much");
        page.click("[data-id=c8] button");
        assertThat(page.text(".diagnostics"))
                .isEqualTo("No relationship. /amount is too much Code partner-center-forbidden Status 403 "
                        + "Request id r-8 Correlation id k-8");
        page.click("[data-id=c8] button");
        assertThat(page.text("#table")).doesNotContain("r-8");
    }

    @Test
    void many_equal_failures_are_one_line_until_the_user_opens_it() throws Exception {
        var failures = IntStream.range(0, 30)
                .mapToObj(
                        i -> "{\"customerTenantId\":\"c" + i + "\",\"outcome\":\"failed\",\"amount\":1,\"problem\":"
                                + "{\"title\":\"Too many requests\",\"code\":\"throttled\",\"detail\":\"Wait.\",\"retryable\":true}}")
                .collect(Collectors.joining(",", "{\"customers\":[", "]}"));
        var page = page(failures);
        assertThat(page.rows())
                .containsExactly("✗ 30 failed: Too many requests throttled Show them "
                        + "Wait. Run the plan again: another run may succeed.");
        page.click(".group button");
        assertThat(page.customers()).hasSize(30);
        assertThat(page.value("document.activeElement.dataset.id").asText()).isEqualTo("c0");
    }

    @Test
    void every_control_works_with_a_keyboard() throws Exception {
        var page = page(REPORT);
        var reached = new ArrayList<String>();
        for (var i = 0; i < 23; i++) {
            page.press("Tab");
            reached.add(page.value("document.activeElement.innerText || document.activeElement.id")
                    .asText()
                    .strip());
            if (i == 4) page.press("Enter");
        }
        assertThat(reached)
                .contains("▲ Large changes 2", "wanted", "Save as CSV", ";")
                .contains("Customer", "Difference", "%");
        assertThat(page.value("document.querySelector('[aria-pressed=true]').dataset.filter")
                        .asText())
                .isEqualTo("large");
        assertThat(page.customers()).containsExactly("c2", "c3");
    }
}
