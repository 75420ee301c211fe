package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip file that azd uploads: one entry for each file of the deployable, and no entries for folders. Source:
 * https://github.com/Azure/azure-dev/blob/main/cli/azd/pkg/rzip/rzip.go
 */
class DeploymentZipIT {
    @TempDir
    static Path folder;

    private static List<String> names;
    private static Path zip;

    @BeforeAll
    static void zip() throws IOException {
        zip = folder.resolve("app.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip));
                var files = Files.walk(Packaged.FOLDER)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(Packaged.FOLDER.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        try (var read = new ZipFile(zip.toFile())) {
            names = read.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void has_host_json_and_the_jar_at_its_root_and_functions_and_libraries_in_folders() {
        assertThat(names)
                .contains("host.json", "usage-budget-function-1.0.0-SNAPSHOT-runner.jar")
                .allMatch(name ->
                        name.matches("host\\.json|[\\w.-]+-runner\\.jar|lib/[\\w.-]+\\.jar|[\\w-]+/function\\.json"));
        assertThat(names).filteredOn(name -> name.endsWith("/function.json")).hasSize(6);
    }

    @Test
    void has_no_local_settings_and_no_enclosing_folder() {
        assertThat(names).noneMatch(name -> name.contains("local.settings") || name.startsWith("azure-functions"));
    }

    /** The worker resolves the jar's path in function.json from the function's folder. */
    @Test
    void has_the_jar_that_each_function_names() throws IOException {
        try (var read = new ZipFile(zip.toFile())) {
            for (var name : names) {
                if (!name.endsWith("/function.json")) continue;
                var script = (String) Json.object(text(read.getInputStream(read.getEntry(name))))
                        .get("scriptFile");
                assertThat(names)
                        .contains(
                                Path.of(name).resolveSibling(script).normalize().toString());
            }
        }
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
