package io.github.usagebudget.function;

import io.github.usagebudget.http.Lazy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A run's report as one page for a person: it holds the report's JSON unchanged and draws it in the browser, so it needs
 * no server and no network, and can be saved and sent on. Thread-safe.
 */
final class ReportPage {
    private static final String GAP = "{{report}}";
    private static final Lazy<Template> TEMPLATE = new Lazy<>(Template::read);

    private ReportPage() {}

    /** The page for the report's JSON; to be sent as UTF-8. */
    static String of(String reportJson) {
        var template = TEMPLATE.get();
        var page = new StringBuilder(
                template.before.length() + reportJson.length() + reportJson.length() / 16 + template.after.length());
        page.append(template.before);
        reportJson.chars().forEach(unit -> escape(page, (char) unit));
        return page.append(template.after).toString();
    }

    /** In JSON these stand in strings alone, where an escape means the same; in a page they could end the script. */
    private static void escape(StringBuilder page, char unit) {
        switch (unit) {
            case '<' -> page.append("\\u003c");
            case '>' -> page.append("\\u003e");
            case '&' -> page.append("\\u0026");
            case '\u2028' -> page.append("\\u2028");
            case '\u2029' -> page.append("\\u2029");
            default -> page.append(unit);
        }
    }

    private record Template(String before, String after) {
        private static Template read() {
            try (var resource = ReportPage.class.getResourceAsStream("/report.html")) {
                if (resource == null) throw new IllegalStateException("report.html is not among the resources");
                var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
                var gap = text.indexOf(GAP);
                return new Template(text.substring(0, gap), text.substring(gap + GAP.length()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
