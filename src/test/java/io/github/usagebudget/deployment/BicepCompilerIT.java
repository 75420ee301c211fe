package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.deployment.Command.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compiles the Bicep files with the rules of {@code infra/bicepconfig.json}. */
class BicepCompilerIT {
    private static BicepCompiler compiler;

    @BeforeAll
    static void copy() throws Exception {
        compiler = BicepCompiler.on("bicep-files");
    }

    @Test
    void every_file_compiles_without_a_diagnostic() throws Exception {
        assertThat(files())
                .contains(
                        Path.of("main.bicep"),
                        Path.of("logic-apps/set-budgets.bicep"),
                        Path.of("logic-apps/export-budgets.bicep"));
        assertThat(compiler.run("lint", "--pattern", "infra/**/*.bicep")).isEqualTo(new CommandResult(0, ""));
    }

    @Test
    void every_file_is_formatted() throws Exception {
        assertThat(compiler.run("format", "--pattern", "infra/**/*.bicep").code())
                .isZero();
        for (var file : files())
            assertThat(compiler.folder().resolve("infra").resolve(file))
                    .hasSameTextualContentAs(Path.of("infra").resolve(file));
    }

    @Test
    void the_compiler_reports_errors_and_applies_the_rules() throws Exception {
        var faulty = compiler.folder().resolve("infra/faulty.bicep");
        Files.writeString(faulty, """
                param location string
                param unused object
                var nothing = 1
                resource account 'Microsoft.Storage/storageAccounts@2021-01-01' = {
                  name: 'account'
                  location: location
                  kind: 'StorageV2'
                  sku: { name: 'Standard_LRS' }
                  properties: { noSuchProperty: true }
                }
                output key string = account.listKeys().keys[0].value
                output text string = concat('a', account.name)
                """);
        try {
            var ended = compiler.run("lint", "infra/faulty.bicep");
            assertThat(ended.code()).isNotZero();
            assertThat(ended.output())
                    .contains(
                            "Error no-unused-params",
                            "Error use-user-defined-types",
                            "Error no-unused-vars",
                            "Error use-recent-api-versions",
                            "BCP037",
                            "Error outputs-should-not-contain-secrets",
                            "Error prefer-interpolation");
        } finally {
            Files.delete(faulty);
        }
    }

    private static List<Path> files() throws IOException {
        var infra = Path.of("infra");
        try (Stream<Path> files = Files.walk(infra)) {
            return files.filter(file -> file.toString().endsWith(".bicep"))
                    .map(infra::relativize)
                    .toList();
        }
    }
}
