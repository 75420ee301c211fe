package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mvn -Plocal -Dlocal.once}: what it shows is as it should be, and as the README shows it. */
class LocalRunIT {
    @TempDir
    Path withoutSettings;

    @ParameterizedTest
    @ValueSource(strings = {"app", "app-and-user"})
    void the_sample_ends_well_and_as_the_readme_says(String grant) throws IOException, InterruptedException {
        var output = output(grant);
        assertThat(output.lines().map(String::stripTrailing)).containsAll(sample());
    }

    /** The plan's lines, which are the same in every run. */
    private static List<String> sample() throws IOException {
        var lines = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("  (c0ffee00-|00000000-0000-|planned ).*"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(5);
        return lines;
    }

    private String output(String grant) throws IOException, InterruptedException {
        var run = JavaProcess.of(
                LocalRun.class,
                List.of("-Dlocal.once", "-DPARTNER_CENTER_GRANT=" + grant),
                HostProcess.staging().toString(),
                withoutSettings.toString());
        run.environment().keySet().removeIf(name -> name.matches("[A-Z]+_.*") && !name.startsWith("JAVA"));
        var process = run.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
