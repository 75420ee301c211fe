package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.usagebudget.deployment.Command.CommandResult;
import io.github.usagebudget.local.NpmPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parses each log query with Microsoft's parser and the columns of Application Insights. Skipped if npm cannot install the parser. */
class LogQueriesIT {
    private static Path parser;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        try {
            parser = NpmPackage.installed("kql");
        } catch (NpmPackage.Unavailable e) {
            System.out.println("SKIPPED: the log queries are not parsed, because the parser needs node and npm, and "
                    + e.getMessage());
            abort(e.getMessage());
        }
    }

    @Test
    void each_query_is_valid_and_uses_only_existing_columns() throws Exception {
        assertThat(LogQueries.all()).isNotEmpty();
        assertThat(parsed(LogQueries.all())).isEqualTo(new CommandResult(0, ""));
    }

    @Test
    void a_misspelled_column_function_or_operator_is_reported_with_its_position() throws Exception {
        var ended = parsed(Map.of("wrong", """
                traces
                | where mesage startswith "x"
                | extend run = parse_jsn(message)
                | summarise count()
                """));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .contains("wrong.kql:2:9: ", "'mesage'", "wrong.kql:3:16: ", "'parse_jsn'", "wrong.kql:4:3: ");
    }

    private static CommandResult parsed(Map<String, String> queries) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "check.js"));
        for (var query : queries.entrySet()) {
            var file = query.getKey() + ".kql";
            Files.writeString(parser.resolve(file), query.getValue());
            command.add(file);
        }
        return Command.run(parser, command);
    }
}
