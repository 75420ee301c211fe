package io.github.usagebudget.function;

import io.github.usagebudget.http.CachedValue.Lazy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One HTML page for people: a run's report, an export, or the problem for which a plan was refused. It contains the JSON and renders it in
 * the browser, so it needs no server and no network, and can be saved and forwarded. Thread-safe.
 */
final class ReportPage {
    private static final String DATA = "{{data}}";
    private static final Lazy<Template> TEMPLATE = new Lazy<>(Template::read);

    private ReportPage() {}

    /**
     * The page for the JSON of a plan report, of an export with {@code readAt}, or of a {@link Problem}. Send it as UTF-8.
     */
    static String of(String json) {
        var template = TEMPLATE.get();
        var page = new StringBuilder(
                template.before.length() + json.length() + json.length() / 16 + template.after.length());
        page.append(template.before);
        json.chars().forEach(unit -> escape(page, (char) unit));
        return page.append(template.after).toString();
    }

    /** JSON has these characters only in strings, where their escapes mean the same. Unescaped, they could end the page's script. */
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

    /** The page before and after its data. Its policy allows the styles and the script in it by their hashes, and nothing else. */
    private record Template(String before, String after) {
        private static final List<String> SCRIPTS = List.of(
                "decimals.js",
                "elements.js",
                "csv.js",
                "problems.js",
                "table.js",
                "report.js",
                "run.js",
                "budgets.js",
                "start.js");

        private static Template read() {
            var style = resource("page.css");
            var script = SCRIPTS.stream().map(Template::resource).collect(Collectors.joining("\n"));
            var page = resource("page.html");
            var withoutScript = between(page, "<noscript><style>", "</style>");
            page = page.replace("{{styles}}", source(style) + " " + source(withoutScript))
                    .replace("{{scripts}}", source(script))
                    .replace("{{style}}", style)
                    .replace("{{script}}", script);
            var gap = page.indexOf(DATA);
            return new Template(page.substring(0, gap), page.substring(gap + DATA.length()));
        }

        private static String between(String text, String start, String end) {
            var from = text.indexOf(start) + start.length();
            return text.substring(from, text.indexOf(end, from));
        }

        /** The hash of an inline style or script in CSP: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
        private static String source(String content) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
                return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        private static String resource(String name) {
            try (var resource = ReportPage.class.getResourceAsStream("/page/" + name)) {
                if (resource == null) throw new IllegalStateException(name + " is not among the resources");
                return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
