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

/** A Bicep file of ours, as far as its layout tells: a declaration begins its line, what is in it is indented by two. */
public final class Bicep {
    private static final Path FOLDER = Path.of("infra");

    private final String text;

    private Bicep(String text) {
        this.text = text;
    }

    /** {@code main.bicep} */
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

    /** What is written, without comments. */
    String code() {
        return text.replaceAll("(?m)^\\s*//.*$", "");
    }

    /** By name, the default as it is written; empty for what must be given. */
    Map<String, String> parameters() {
        return named("(?m)^param (\\w+) (?:[\\w\\[\\]]+|\\{[^}]*})(?: = (.+))?$", text);
    }

    List<String> outputs() {
        return List.copyOf(named("(?m)^output (\\w+) \\w+ = (.+)$", text).keySet());
    }

    /** The members of {@code var settings}, as they are written. */
    Map<String, String> settings() {
        return named("(?m)^  ([A-Z_]+): (.+)$", block("var settings = {"));
    }

    /** By symbol: the file of each module. */
    Map<String, String> modules() {
        return named("(?m)^module (\\w+) '([^']+)' = \\{$", text);
    }

    /** What a module is given. */
    Map<String, String> given(String module) {
        return named("(?m)^    (\\w+): (.+)$", block("module " + module + " '"));
    }

    /** {@code monitoring.outputs.connectionString} */
    Stream<MatchResult> uses() {
        return Pattern.compile("\\b(\\w+)\\.outputs\\.(\\w+)").matcher(text).results();
    }

    /** By name: the queries of an alerts' file. */
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
