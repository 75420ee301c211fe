package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation, the example and the code have the same settings. */
class SettingsDocumentedTest {
    /** Set by the platform, never by an operator. */
    private static final Set<String> PLATFORM = Set.of("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "WEBSITE_INSTANCE_ID");

    private static final Pattern ROW = Pattern.compile("\\| `([A-Z][A-Z_]+)` \\| ([^|]*) \\|.*");

    @Test
    void the_documentation_lists_exactly_the_settings_and_their_defaults() throws IOException {
        var documented = new TreeMap<String, Optional<String>>();
        for (var line : Files.readAllLines(Path.of("docs/configuration.md"))) {
            var row = ROW.matcher(line);
            if (row.matches())
                assertThat(documented.put(row.group(1), defaultIn(row.group(2))))
                        .as(line)
                        .isNull();
        }
        var read = new TreeMap<>(Setting.values().stream()
                .filter(setting -> !PLATFORM.contains(setting.name()))
                .collect(Collectors.toMap(Setting::name, Setting::defaultValue)));
        assertThat(documented).isEqualTo(read);
    }

    @Test
    void the_example_lists_and_describes_each_setting() throws IOException {
        var example = Json.object(Files.readString(Path.of("local.settings.json.example")));
        var values = ((Map<?, ?>) example.get("Values")).keySet();
        var hints = (Map<?, ?>) example.get("//");
        var names = Setting.values().stream()
                .map(Setting::name)
                .filter(name -> !PLATFORM.contains(name))
                .toList();
        assertThat(values.stream().map(String::valueOf)).containsAll(names);
        assertThat(hints.keySet().stream().map(String::valueOf))
                .containsAll(values.stream().map(String::valueOf).toList());
        for (var setting : Setting.values()) {
            if (setting.defaultValue().isPresent())
                assertThat(String.valueOf(hints.get(setting.name())))
                        .contains(setting.defaultValue().get());
        }
    }

    /** The README names only what a new user must know. */
    @Test
    void the_readme_names_only_settings_and_all_required_ones() throws IOException {
        var named = Pattern.compile("`([A-Z]+_[A-Z_]+)[`=]")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(hit -> hit.group(1))
                .collect(Collectors.toSet());
        assertThat(Setting.values().stream().map(Setting::name)).containsAll(named);
        var required = Files.readString(Path.of("docs/configuration.md"))
                .split("\n## Required\n")[1]
                .split("\n## ")[0];
        assertThat(named)
                .containsAll(required.lines()
                        .map(ROW::matcher)
                        .filter(Matcher::matches)
                        .map(row -> row.group(1))
                        .toList());
    }

    /** A default is in backquotes; other text in its column is prose. */
    private static Optional<String> defaultIn(String cell) {
        return cell.startsWith("`") ? Optional.of(cell.replace("`", "").strip()) : Optional.empty();
    }
}
