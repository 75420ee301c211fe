package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The links in the documentation and the sections that the code cites exist, and the README and the decisions are short. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    static List<Path> pages() throws IOException {
        try (var top = Files.list(Path.of(""));
                var docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void all_pages_are_checked() throws IOException {
        assertThat(pages())
                .contains(
                        Path.of("README.md"),
                        Path.of("CHANGELOG.md"),
                        Path.of("CONTRIBUTING.md"),
                        Path.of("docs/plans.md"),
                        Path.of("docs/decisions/README.md"));
    }

    /** The README must stay short enough to read to its end. Details belong on a page in docs. */
    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")))
                .hasSizeLessThanOrEqualTo(200)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void each_decision_is_short_and_has_context_decision_and_consequences() throws IOException {
        var decisions = pages().stream()
                .filter(page -> page.getFileName().toString().matches("\\d{4}-.*"))
                .toList();
        assertThat(decisions).hasSizeGreaterThan(30);
        for (var decision : decisions)
            assertThat(Files.readAllLines(decision))
                    .as(decision.toString())
                    .hasSizeLessThanOrEqualTo(25)
                    .containsSubsequence("## Context", "## Decision", "## Consequences");
    }

    @Test
    void the_readme_leads_to_every_page() throws IOException {
        var readme = links(Path.of("README.md")).stream()
                .map(link -> Path.of(link.replaceFirst("#.*", "")))
                .toList();
        assertThat(readme)
                .containsAll(pages().stream()
                        .filter(page -> !page.startsWith("docs/decisions") && !page.endsWith("README.md"))
                        .toList())
                .contains(Path.of("docs/decisions/README.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_link_leads_to_an_existing_file_and_heading(Path page) throws IOException {
        for (var link : links(page)) {
            var parts = link.split("#", 2);
            var target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length == 2)
                assertThat(anchors(Files.readString(target))).as(link).contains(parts[1]);
        }
    }

    @Test
    void each_page_is_linked_from_another() throws IOException {
        var linked = new HashSet<Path>();
        for (var page : pages())
            for (var link : links(page))
                linked.add(page.resolveSibling(link.replaceFirst("#.*", "")).normalize());
        linked.add(Path.of("README.md"));
        assertThat(linked).containsAll(pages());
    }

    /** Comments cite a section of a page by its heading: {@code docs/partner-center.md, "Audience"}. */
    @Test
    void each_section_that_the_code_cites_exists() throws IOException {
        var citation = Pattern.compile("(docs/[a-z-]+\\.md), \\\\?\"([^\"\\\\]+)");
        var cited = 0;
        for (var file : sources()) {
            var citations = citation.matcher(Files.readString(file)).results().toList();
            for (var each : citations)
                assertThat(Files.readString(Path.of(each.group(1))))
                        .as(file + " cites " + each.group())
                        .containsPattern("(?m)^#+ " + Pattern.quote(each.group(2)) + "$");
            cited += citations.size();
        }
        assertThat(cited).isGreaterThan(30);
    }

    private static List<Path> sources() throws IOException {
        try (var code = Files.walk(Path.of("src"));
                var infra = Files.walk(Path.of("infra"))) {
            return Stream.concat(code, infra)
                    .filter(file -> file.toString().matches(".*\\.(java|bicep|http)"))
                    .toList();
        }
    }

    /** Anchors as GitHub generates them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What to do for each code | what-to-do-for-each-code
            `expectedAmount`, and 409 | expectedamount-and-409
            Is it there? (No.)       | is-it-there-no
            """)
    void a_heading_has_an_anchor(String heading, String anchor) {
        assertThat(anchors("## " + heading + "\n\n## " + heading)).containsExactlyInAnyOrder(anchor, anchor + "-1");
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(withoutCode(Files.readString(page)))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    private static Set<String> anchors(String text) {
        var times = new HashMap<String, Integer>();
        var anchors = new HashSet<String>();
        Pattern.compile("(?m)^#+ +(.*)$").matcher(withoutCode(text)).results().forEach(heading -> {
            var anchor = heading.group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            var before = times.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    private static String withoutCode(String text) {
        return text.replaceAll("(?ms)^ *```.*?^ *```", "");
    }
}
