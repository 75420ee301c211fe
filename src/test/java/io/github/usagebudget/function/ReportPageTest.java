package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {
    private static final String EMPTY = ReportPage.of("");

    @Test
    void embeds_the_data_unchanged() {
        assertThat(embedded(ReportPage.of("""
                        {"customers":[{"amount":100.10,"previousAmount":999999999999999.99}]}"""))).isEqualTo("""
                        {"customers":[{"amount":100.10,"previousAmount":999999999999999.99}]}""");
    }

    @Test
    void no_text_in_a_report_can_end_its_script_element() {
        var page = ReportPage.of("{\"detail\":\"</script><script>alert(1)</script><!-- & \u2028 \u2029\"}");
        assertThat(embedded(page))
                .isEqualTo("{\"detail\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"
                        + "\\u003c!-- \\u0026 \\u2028 \\u2029\"}");
        assertThat(page.split("<script", -1)).hasSameSizeAs(EMPTY.split("<script", -1));
        assertThat(page.split("</script", -1)).hasSameSizeAs(EMPTY.split("</script", -1));
    }

    @Test
    void escaped_text_is_read_back_unchanged() throws Exception {
        var page = ReportPage.of("{\"detail\":\"</script> & ü 😀 \u2028 \u2029 {{report}} $1\"}");
        assertThat(new ObjectMapper().readTree(embedded(page)).get("detail").textValue())
                .isEqualTo("</script> & ü 😀 \u2028 \u2029 {{report}} $1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "://",
                "src=",
                "href=",
                "url(",
                "@import",
                "import(",
                "fetch(",
                "XMLHttpRequest",
                "sendBeacon",
                "<link",
                "<img",
                "<iframe",
                "<form"
            })
    void loads_nothing_from_elsewhere(String reference) {
        assertThat(EMPTY).doesNotContain(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "onclick"
            })
    void never_interprets_data_as_markup_or_code(String way) {
        assertThat(EMPTY).doesNotContain(way);
    }

    @Test
    void allows_the_browser_only_its_own_script_and_style() throws Exception {
        var script = between("<script>", "</script>");
        var style = between("<style>", "</style>");
        var withoutScript = between("<noscript><style>", "</style>");
        assertThat(EMPTY)
                .contains("content=\"default-src 'none'; style-src " + source(style) + " " + source(withoutScript)
                        + "; script-src " + source(script) + "; base-uri 'none'; form-action 'none'; "
                        + "require-trusted-types-for 'script'; trusted-types 'none'\"");
    }

    private static String between(String start, String end) {
        var from = EMPTY.indexOf(start) + start.length();
        return EMPTY.substring(from, EMPTY.indexOf(end, from));
    }

    private static String source(String text) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Test
    void has_no_unfilled_placeholder_and_no_style_attribute() {
        assertThat(EMPTY).doesNotContain("{{").doesNotContain(" style=");
    }

    @Test
    void declares_its_language_and_encoding_at_the_start() {
        assertThat(EMPTY).startsWith("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
    }

    @Test
    void tells_a_reader_without_javascript_how_to_get_the_json() {
        assertThat(EMPTY)
                .containsPattern(Pattern.compile(
                        "<body>.*<noscript>.*follows as JSON.*Accept: application/json.*</noscript>", Pattern.DOTALL));
    }

    @Test
    void is_small_without_its_data() {
        assertThat(EMPTY.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(56 * 1024);
    }

    private static String embedded(String page) {
        var start = "<script type=\"application/json\" id=\"data\">";
        var from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf("</script>", from));
    }
}
