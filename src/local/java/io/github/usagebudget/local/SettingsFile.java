package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * local.settings.json. It must be strict JSON: an error such as a comment or an extra comma is reported with its line and column.
 *
 * @param values the settings by name; empty text for null
 */
record SettingsFile(Map<String, String> values) {
    private static final String NAME = "local.settings.json";
    private static final String EXAMPLE = NAME + ".example";

    /** Settings of the host, the worker and the framework, which are not in the example. */
    private static final Pattern PLATFORM = Pattern.compile(
            "(?i)(AzureWebJobs|AzureFunctions|FUNCTIONS_|WEBSITE_|APPLICATIONINSIGHTS_|JAVA_|QUARKUS_).*");

    /** Has no values if there is no such file. */
    static SettingsFile in(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        return Files.exists(file) ? new SettingsFile(values(NAME, Files.readString(file))) : new SettingsFile(Map.of());
    }

    /** The names in the file that are not settings: most likely misspelled. */
    List<String> unknownNames(Path folder) throws IOException {
        var example = folder.resolve(EXAMPLE);
        if (!Files.exists(example)) return List.of();
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(values(EXAMPLE, Files.readString(example)).keySet());
        unknown.removeIf(name -> PLATFORM.matcher(name).matches());
        return List.copyOf(unknown);
    }

    private static Map<String, String> values(String file, String content) {
        // editors on Windows can write a byte order mark
        var text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        try {
            if (!(Json.parse(text) instanceof Map<?, ?> root))
                throw new CannotStart(file + " must be a JSON object: { … }.");
            if (Boolean.TRUE.equals(root.get("IsEncrypted")))
                throw new CannotStart(file + ": IsEncrypted is true, and only Core Tools can read such values. "
                        + "Run `func settings decrypt`, or set it to false and enter the values as they are.");
            if (!(root.get("Values") instanceof Map<?, ?> given))
                throw new CannotStart(file + " has no object \"Values\", which must hold the settings.");
            var values = new LinkedHashMap<String, String>();
            given.forEach((name, value) -> values.put((String) name, value(file, name, value)));
            return values;
        } catch (Json.JsonFault fault) {
            throw new CannotStart(file + ", " + reason(text, fault) + ".");
        }
    }

    private static String value(String file, Object name, Object value) {
        if (value == null) return "";
        if (value instanceof Map || value instanceof List)
            throw new CannotStart(file + ": the value of " + name + " must be a string.");
        return value.toString();
    }

    private static String reason(String text, Json.JsonFault fault) {
        var at = fault.at();
        var here = place(text, at) + ": ";
        if (fault.name().isPresent()) return here + fault.name().get() + " occurs twice";
        if (at == text.length()) return here + "the file ends, but a string, object or array is still open";
        if (text.startsWith("//", at) || text.startsWith("/*", at) || text.charAt(at) == '#')
            return here + "JSON has no comments; remove this one";
        if (text.charAt(at) < ' ') return here + "a string contains a line break or tab";
        if (at > 0 && text.charAt(at - 1) == '\\') return place(text, at - 1) + ": write \\\\ for a backslash";
        var before = text.substring(0, at).stripTrailing();
        if (before.endsWith(",") && "}],".indexOf(text.charAt(at)) >= 0)
            return place(text, before.length() - 1) + ": no value follows this comma; remove it";
        if (text.charAt(at) == '"') return here + "a comma or a colon is missing before this quotation mark";
        return here + "unexpected " + Character.toString(text.codePointAt(at));
    }

    private static String place(String text, int at) {
        var before = text.substring(0, at);
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        return "line " + line + ", column " + (at - before.lastIndexOf('\n'));
    }
}
