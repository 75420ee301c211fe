package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mvn -Plocal -Dlocal.once} succeeds and prints what the README quotes. */
class LocalRunIT {
    @TempDir
    Path projectFolder;

    /** The output and the exit code of a process. */
    private record RunResult(int code, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"app", "app-and-user"})
    void the_sample_succeeds_and_prints_what_the_readme_quotes(String grant) throws IOException, InterruptedException {
        var run = run("-Dlocal.once", "-DPARTNER_CENTER_GRANT=" + grant);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:7071")
                        .lines())
                .containsSubsequence(sample());
        assertThat(run.output()).doesNotContain("Exception in thread", "\tat ");
    }

    /** The guard rail allows the update but not the changed line of the plan. */
    @Test
    void an_unexpected_result_of_the_plan_ends_with_exit_code_1() throws IOException, InterruptedException {
        var run = run("-Dlocal.once", "-DBUDGET_MAX_AMOUNT=350");
        assertThat(run.code()).as(run.output()).isEqualTo(1);
        assertThat(run.output())
                .containsOnlyOnce("FAILED EXPECTATION: ")
                .contains("FAILED EXPECTATION: the answer is 200, not 422 ", "\"code\":\"amount-refused\"");
    }

    @Test
    void a_malformed_settings_file_is_reported_in_one_line() throws IOException, InterruptedException {
        settingsFile("{\n  \"Values\": {\n    // mine\n  }\n}\n");
        assertThat(run("-Dlocal.once"))
                .isEqualTo(new RunResult(
                        1, "local.settings.json, line 3, column 5: JSON has no comments; remove this one.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "65536", "-1", "7071x", ""})
    void an_invalid_port_is_reported_in_one_line(String port) throws IOException, InterruptedException {
        assertThat(run("-Dlocal.port=" + port))
                .isEqualTo(new RunResult(
                        1, "-Dlocal.port=" + port + " is not a port: it must be a number from 1 to 65535.\n"));
    }

    /** Both are found before anything is started. */
    @Test
    void a_misspelled_setting_and_a_used_port_are_each_reported_in_one_line() throws IOException, InterruptedException {
        Files.copy(Path.of("local.settings.json.example"), projectFolder.resolve("local.settings.json.example"));
        settingsFile("{\"Values\":{\"PARTNER_CENTER_TENANTID\":\"x\"}}");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            var run = run("-Dlocal.port=" + port);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.output().strip().lines())
                    .containsExactly(
                            "local.settings.json: PARTNER_CENTER_TENANTID is no setting. local.settings.json.example has all names.",
                            "Port " + port
                                    + " is taken: stop what listens there, or choose another: -Dlocal.port=7072.");
        }
    }

    /** Runs Maven in the project's folder; the build ends in its first phase. */
    @Test
    void maven_finds_a_used_port_before_it_builds() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var maven = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
            var run = ended(new ProcessBuilder(
                    maven,
                    "-B",
                    "-o",
                    "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                    "-Plocal",
                    "-Dlocal.port=" + taken.getLocalPort(),
                    "validate"));
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.output())
                    .contains("\n[ERROR] Port " + taken.getLocalPort() + " cannot be used: it is taken, or is ");
        }
    }

    /** The lines of the README's quote that are the same in every run, with any port. */
    private static List<String> sample() throws IOException {
        var quote = Files.readString(Path.of("README.md"))
                .replaceFirst("(?s).*Part of the output:\n+```text\n(.*?)```.*", "$1");
        var lines = quote.lines()
                .filter(line -> !line.isBlank() && !line.equals("…"))
                .toList();
        assertThat(lines).hasSizeBetween(6, 15);
        return lines;
    }

    private void settingsFile(String content) throws IOException {
        Files.writeString(projectFolder.resolve("local.settings.json"), content);
    }

    private RunResult run(String... systemProperties) throws IOException, InterruptedException {
        var run = Launcher.process(
                List.of(systemProperties), HostProcess.staging().toString(), projectFolder.toString());
        run.environment().keySet().removeIf(name -> name.matches("[A-Z]+_.*") && !name.startsWith("JAVA"));
        return ended(run);
    }

    private static RunResult ended(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new RunResult(process.waitFor(), output);
    }
}
