package io.github.usagebudget.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a Bicep file of the project by its layout: a declaration starts a line, and its members are indented by two spaces. */
public final class Bicep {
    private static final Path FOLDER = Path.of("infra");

    private final String text;

    private Bicep(String text) {
        this.text = text;
    }

    /** @param name such as {@code main.bicep} */
    public static Bicep file(String name) {
        try {
            return new Bicep(Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".bicep"))
                    .toList();
        }
    }

    /** The text without comments. */
    String code() {
        return text.replaceAll("(?m)^\\s*//.*$", "");
    }

    /** The default of each parameter as it is written, by name; empty for a required parameter. */
    Map<String, String> parameters() {
        return named("(?m)^param (\\w+) (?:[\\w\\[\\]]+|\\{[^}]*})(?: = (.+))?$", text);
    }

    List<String> outputs() {
        return List.copyOf(named("(?m)^output (\\w+) \\w+ = (.+)$", text).keySet());
    }

    /** The members of {@code var settings} as they are written, by name. */
    Map<String, String> settings() {
        return named("(?m)^  ([A-Z_]+): (.+)$", block("var settings = {"));
    }

    /** The file of each module, by symbol. */
    Map<String, String> modules() {
        return named("(?m)^module (\\w+) '([^']+)' = \\{$", text);
    }

    /** The arguments of a module. */
    Map<String, String> given(String module) {
        return named("(?m)^    (\\w+): (.+)$", block("module " + module + " '"));
    }

    /** The references to outputs, such as {@code monitoring.outputs.connectionString}. */
    Stream<MatchResult> uses() {
        return Pattern.compile("\\b(\\w+)\\.outputs\\.(\\w+)").matcher(text).results();
    }

    /** The queries in a file with alerts, by name. */
    public Map<String, String> queries() {
        return named("(?ms)^var (\\w+) = '''\\n(.+?)'''$", text);
    }

    private String block(String start) {
        var from = text.indexOf("\n" + start) + 1;
        return from == 0 ? "" : text.substring(from, text.indexOf("\n}", from) + 1);
    }

    private static Map<String, String> named(String regex, String text) {
        var all = new TreeMap<String, String>();
        Pattern.compile(regex)
                .matcher(text)
                .results()
                .forEach(hit -> all.put(hit.group(1), hit.group(2) == null ? "" : hit.group(2)));
        return all;
    }
}
