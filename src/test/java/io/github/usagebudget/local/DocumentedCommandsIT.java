package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Simulator;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of each page succeed if a reader pastes them one after another. */
class DocumentedCommandsIT {
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String OTHER = "c0ffee00-0000-4000-8000-000000000001";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    @TempDir
    Path folder;

    private Simulator simulator;
    private HostProcess host;

    @BeforeEach
    void start() throws Exception {
        assumeThat(Stream.of("bash", "curl").allMatch(DocumentedCommandsIT::isOnPath))
                .as("bash and curl are installed")
                .isTrue();
        simulator = Simulator.started();
        simulator.partnerCenter().customer(CUSTOMER, "250");
        simulator.partnerCenter().customer(OTHER, "80");
        var settings = SimulatedHost.settings(simulator, Map.of());
        host = HostProcess.started(settings, folder.resolve("target/local-storage"));
    }

    @AfterEach
    void stop() {
        if (host == null) return;
        host.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/plans.md", "docs/errors-and-retries.md"})
    void the_commands_on_the_page_succeed(String page) throws Exception {
        run(commands(page));
        assertThat(simulator.seen("partner-center")).isNotEmpty();
    }

    @Test
    void the_commands_in_the_readme_set_read_and_remove_a_budget_then_export_apply_and_undo_a_plan() throws Exception {
        var commands = new ArrayList<String>();
        for (var command : commands("README.md")) {
            commands.add(command);
            // a reader does this in an editor
            if (command.contains("-o plan.csv")) commands.add("sed -i.before 's/,80,/,90,/' plan.csv\n");
        }
        run(commands);
        assertThat(simulator.partnerCenter().budget(CUSTOMER)).isEmpty();
        assertThat(simulator.partnerCenter().budget(OTHER)).contains("80");
        var report = Json.object(Files.readString(folder.resolve("report.json")));
        assertThat(((Map<?, ?>) report.get("summary")).get("updated")).hasToString("1");
        assertThat(report.get("customers").toString()).contains("updated", "90");
    }

    /** The code blocks without a language that send requests to the local host or write the files for them. */
    private static List<String> commands(String page) throws IOException {
        var commands = BLOCK.matcher(Files.readString(Path.of(page)))
                .results()
                .filter(block -> block.group(1).isEmpty())
                .map(block -> block.group(2))
                .filter(block -> block.contains("http://127.0.0.1:7071")
                        || block.contains("curl \"$PLAN")
                        || block.startsWith("cat > "))
                .toList();
        assertThat(commands).isNotEmpty();
        return commands;
    }

    private void run(List<String> commands) throws IOException, InterruptedException {
        var script = "set -euo pipefail\ncurl() { command curl --fail --silent --show-error \"$@\"; }\n"
                + String.join("\n", commands)
                        .replace("http://127.0.0.1:7071", host.url().toString());
        var process = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(script + "\n" + output).isZero();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
