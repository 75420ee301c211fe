package io.github.usagebudget.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The log queries in the documentation and in the alerts. */
public final class LogQueries {
    private LogQueries() {}

    /** The queries by a name that includes their file. */
    public static Map<String, String> all() throws IOException {
        var all = new LinkedHashMap<String, String>();
        Pattern.compile("(?s)```kusto\\n(.+?)```")
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .forEach(query -> all.put("operations.md-" + (all.size() + 1), query.group(1)));
        all.putAll(Bicep.file("alerts.bicep").queries());
        return all;
    }
}
