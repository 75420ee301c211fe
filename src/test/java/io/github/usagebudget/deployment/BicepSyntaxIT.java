package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Bicep file is Bicep, as a grammar of it from npm says. Where there is no node, or npm does not give the grammar within a
 * minute, nothing is checked, and the build says so.
 */
class BicepSyntaxIT {
    private static final Path HERE = Path.of("infra/syntax");
    private static final Path PARSER = Path.of("target/bicep-syntax");

    /** An exit code, and what was written. */
    private record Ended(int code, String said) {}

    @BeforeAll
    static void the_grammar_is_installed_under_target() throws Exception {
        if (run(List.of("node", "--version")).code() != 0) skip("there is no node here");
        Files.createDirectories(PARSER);
        for (var file : List.of("package.json", "package-lock.json", "check.js"))
            Files.copy(HERE.resolve(file), PARSER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        var installed = run(List.of(
                "npm",
                "ci",
                "--prefix",
                PARSER.toString(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--fetch-timeout=20000"));
        if (installed.code() != 0) skip("npm does not give the grammar: " + installed.said());
    }

    private static void skip(String why) {
        System.out.println("SKIPPED: Bicep's syntax is not checked, " + why);
        abort(why);
    }

    @Test
    void each_file_is_bicep() throws Exception {
        try (Stream<Path> all = Files.walk(Path.of("infra"))) {
            var files = all.map(Path::toString)
                    .filter(name -> name.endsWith(".bicep"))
                    .toList();
            assertThat(files).contains("infra/main.bicep", "infra/logic-apps/set-budgets.bicep");
            assertThat(checked(files)).isEqualTo(new Ended(0, ""));
        }
    }

    @Test
    void what_is_no_bicep_is_found(@TempDir Path folder) throws Exception {
        var missing = Files.writeString(
                folder.resolve("missing.bicep"),
                Files.readString(Path.of("infra/app.bicep")).replaceFirst("\\}\\n$|\\}\\n\\n", "\n"));
        var wrong = Files.writeString(folder.resolve("wrong.bicep"), "param name string\nresource = 'x' {\n");
        for (var file : List.of(missing, wrong)) {
            var ended = checked(List.of(file.toString()));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains(file + ":");
        }
    }

    private static Ended checked(List<String> files) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", PARSER.resolve("check.js").toString()));
        command.addAll(files);
        return run(command);
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("bicep-syntax", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Ended(-1, "no end within a minute");
            }
            return new Ended(process.exitValue(), Files.readString(output).strip());
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        } finally {
            Files.delete(output);
        }
    }
}
