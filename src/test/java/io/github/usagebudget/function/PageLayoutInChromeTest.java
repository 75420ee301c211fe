package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of the page on phones and desktops, in light and dark mode, and its speed. */
class PageLayoutInChromeTest {
    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static String report(int customers) {
        return IntStream.range(0, customers)
                .mapToObj(PageLayoutInChromeTest::customer)
                .collect(Collectors.joining(
                        ",",
                        "{\"dryRun\":true,\"currency\":\"EUR\",\"startedAt\":\"2026-11-24T06:00:00Z\",\"customers\":[",
                        "]}"));
    }

    private static String customer(int i) {
        var customer = "{\"customerTenantId\":\"00000000-0000-4000-8000-%012d\",\"companyName\":\"%s %d\","
                .formatted(i, NAMES[i % NAMES.length], i);
        return customer
                + switch (i % 10) {
                    case 3 ->
                        "\"outcome\":\"failed\",\"amount\":8,\"problem\":{\"title\":\"Too many requests\","
                                + "\"code\":\"throttled\",\"detail\":\"Wait.\",\"retryable\":true}}";
                    case 4 -> "\"outcome\":\"would-remove\",\"amount\":null,\"previousAmount\":999999999999999.99}";
                    case 6 ->
                        "\"outcome\":\"would-update\",\"amount\":999999999999999.99,\"previousAmount\":123456789012345.60}";
                    case 7 -> "\"outcome\":\"would-update\",\"amount\":999999999999999.99,\"previousAmount\":0.01}";
                    case 5 -> "\"outcome\":\"unchanged\",\"amount\":12.5,\"previousAmount\":12.5}";
                    default ->
                        "\"outcome\":\"would-update\",\"amount\":%d.10,\"previousAmount\":%d}"
                                .formatted(i * 37 % 5000, i * 31 % 5000);
                };
    }

    private static final String[] NAMES = {"Contoso", "Fabrikam Logistics Holding", "Ärzte & Söhne", "株式会社", "شركة"};

    private static String export(int customers) {
        return IntStream.range(0, customers)
                .mapToObj(i ->
                        ("{\"customerTenantId\":\"00000000-0000-4000-8000-%012d\",\"companyName\":\"%s %d\",\"domain\":\"c%d.example\","
                                        + "\"amount\":%d,\"currency\":\"EUR\",\"usage\":%d.123456789,\"percentUsed\":%d.5}")
                                .formatted(i, NAMES[i % NAMES.length], i, i, 1000 + i, i * 7 % 900, i % 130))
                .collect(Collectors.joining(
                        ",", "{\"readAt\":\"2026-11-28T18:35:38Z\",\"budgets\":[", "],\"unreadable\":[]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "390, 844, false, 10", "390, 844, true, 10", "1280, 800, false, 10", "1280, 800, true, 10",
        "390, 844, false, 10000", "390, 844, true, 10000", "1280, 800, false, 10000", "1280, 800, true, 10000"
    })
    void the_page_is_readable_at_every_size_and_shows_data_on_the_first_screen(
            int width, int height, boolean dark, int customers) throws Exception {
        for (var json : new String[] {report(customers), export(customers)}) {
            var page = browser.open(ReportPage.of(json), width, height, dark);
            assertThat(page.value("document.documentElement.scrollWidth").asInt())
                    .as("nothing is cut off at the right")
                    .isLessThanOrEqualTo(width);
            assertThat(page.value("document.querySelector('[data-id]').getBoundingClientRect().bottom")
                            .asInt())
                    .as("the first customer is on the first screen")
                    .isLessThan(height);
            page.value("document.querySelector('tbody button')?.click()");
            assertThat(page.value(CONTRAST).asText()).isEmpty();
            assertThat(page.complaints()).isEmpty();
            page.close();
        }
    }

    /** Lists each visible text whose contrast with its background is less than 4.5 (WCAG 2.2, 1.4.3). */
    private static final String CONTRAST = """
            (() => {
              const channels = color => color.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => {
                for (let each = element; each; each = each.parentElement) {
                  const color = channels(getComputedStyle(each).backgroundColor);
                  if (color.length === 3 || color[3] === 1) return color;
                }
                return [255, 255, 255];
              };
              const bad = [];
              for (const element of document.querySelectorAll('main *')) {
                if (!element.checkVisibility() || ![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
                const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
                const contrast = (a + 0.05) / (b + 0.05);
                if (contrast < 4.5) bad.push(element.outerHTML.slice(0, 80) + ' ' + contrast.toFixed(2));
              }
              return bad.slice(0, 3).join('\\n');
            })()""";

    @ParameterizedTest
    @CsvSource({"390, 844", "1280, 800"})
    void filtering_ten_thousand_customers_takes_at_most_200_milliseconds(int width, int height) throws Exception {
        for (var json : new String[] {report(10_000), export(10_000)}) {
            var page = browser.open(ReportPage.of(json), width, height, false);
            var median = page.value("""
                    (() => {
                      const times = ['c', 'co', 'con', 'contoso', '', '7', '77', 'no one', '', 'ä', 'fab', '1'].map(wanted => {
                        const started = performance.now();
                        at('wanted').value = wanted;
                        at('wanted').dispatchEvent(new Event('input'));
                        document.body.getBoundingClientRect();
                        return performance.now() - started;
                      }).sort((a, b) => a - b);
                      return times[6];
                    })()""").asDouble();
            assertThat(median).as("milliseconds, including layout").isLessThan(200);
            assertThat(page.text("#status")).endsWith("of 10,000 customers.");
            page.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "difference"})
    void decimal_points_are_aligned(String column) throws Exception {
        var page = browser.open(ReportPage.of(report(10)));
        var spread = page.value("""
                [...document.querySelectorAll('td.%s .figure')].map(figure => {
                  const range = document.createRange();
                  const text = figure.firstChild;
                  const point = text.data.indexOf('.');
                  range.setStart(text, point < 0 ? text.length : point);
                  range.setEnd(text, point < 0 ? text.length : point);
                  return range.getBoundingClientRect().right;
                }).reduce(([least, most], x) => [Math.min(least, x), Math.max(most, x)], [1e9, 0])
                  .reduce((least, most) => most - least)""".formatted(column));
        assertThat(spread.asDouble())
                .as("pixels, because bold digits are a little wider")
                .isLessThan(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void more_customers_are_loaded_when_the_user_scrolls_near_the_end(boolean keyboard) throws Exception {
        var page = browser.open(ReportPage.of(report(400)));
        var first = page.customers().size();
        assertThat(first).isLessThan(60);
        if (keyboard) page.click("#more");
        else page.value("at('more').scrollIntoView()");
        page.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertThat(page.customers()).hasSizeGreaterThan(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 800})
    void printing_shows_all_customers_and_no_controls(int customers) throws Exception {
        var page = browser.open(ReportPage.of(report(customers)), 1280, 800, true);
        page.value(
                "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('[data-id]').length; })");
        page.send("Page.printToPDF", java.util.Map.of());
        assertThat(page.value("window.printed").asInt()).isEqualTo(customers);
        page.media("print", true);
        assertThat(page.value(
                                "[...document.querySelectorAll('input, select, .filter, #save, .link')].some(each => each.checkVisibility())")
                        .asBoolean())
                .isFalse();
        assertThat(page.value("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(255, 255, 255)");
    }
}
