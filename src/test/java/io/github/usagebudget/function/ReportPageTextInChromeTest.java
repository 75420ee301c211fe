package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.json.JsonText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hostile text in a report, on the page in a browser and in a spreadsheet. */
class ReportPageTextInChromeTest {
    /** Names that look like markup, a formula or several columns, or that change the reading direction. */
    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=alert(1)>",
            "</script><script>alert(1)</script>",
            "=HYPERLINK(\"http://example.com\",\"x\")",
            "+1;2,3",
            "-1",
            "@SUM(1)",
            "'=1",
            "''",
            "شركة \u202Eالمثال\u202C",
            "{{data}} $& ${x} \\u003c",
            "a".repeat(256),
            "株式会社 \"サンプル\"");

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static BrowserPage page(String json) throws Exception {
        return browser.open(ReportPage.of(json));
    }

    private static String hostile() {
        return IntStream.range(0, HOSTILE.size())
                .mapToObj(i -> "{\"customerTenantId\":\"c" + i + "\",\"companyName\":" + JsonText.of(HOSTILE.get(i))
                        + ",\"outcome\":\"unchanged\",\"amount\":1.10,\"previousAmount\":1.10}")
                .collect(Collectors.joining(",", "{\"customers\":[", "]}"));
    }

    @Test
    void every_name_is_shown_as_plain_text() throws Exception {
        var page = page(hostile());
        page.order("name");
        for (var i = 0; i < HOSTILE.size(); i++)
            assertThat(page.value("document.querySelector('[data-id=c" + i + "] bdi.name').textContent")
                            .asText())
                    .isEqualTo(HOSTILE.get(i));
        assertThat(page.value("document.querySelectorAll('img, main script').length")
                        .asInt())
                .isZero();
        assertThat(page.complaints()).isEmpty();
        page.search("<IMG");
        assertThat(page.customers()).containsExactly("c0");
    }

    @Test
    void the_saved_table_has_the_customers_that_are_shown_with_every_digit() throws Exception {
        var page = page(ReportPageInChromeTest.REPORT);
        page.click("[data-filter=updated]");
        var header =
                "\uFEFFcustomerTenantId,companyName,outcome,amount,previousAmount,code,detail,difference,percent,currency,default\r\n";
        assertThat(page.saved("#save"))
                .isEqualTo(header
                        + "c2,Ärzte AG,updated,999999999999999.99,123456789012345.60,,,876543210987654.39,710.00,EUR,\r\n"
                        + "c1,Zoo Ltd,updated,100.10,,,,100.10,,EUR,true\r\n"
                        + "c7,Airline,updated,110.0,100,,,10.0,10.00,EUR,\r\n");
        page.search("c3");
        page.click("[data-filter=removed]");
        assertThat(page.saved("#save-semicolons"))
                .isEqualTo(header.replace(',', ';') + "c3;;removed;;0,500000;;;-0,50;-100,00;EUR;\r\n");
    }

    @Test
    void no_name_becomes_a_formula_in_a_spreadsheet() throws Exception {
        var saved = page(hostile()).saved("#save");
        assertThat(saved)
                .contains(
                        "c2,\"'=HYPERLINK(\"\"http://example.com\"\",\"\"x\"\")\",",
                        "c3,\"'+1;2,3\",",
                        "c4,'-1,",
                        "c5,'@SUM(1),",
                        "c6,''=1,",
                        "c7,''',",
                        "c11,\"株式会社 \"\"サンプル\"\"\",");
    }
}
