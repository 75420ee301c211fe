package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The two sets of parameters in {@code src/test/bicep}. */
enum Parameters {
    DEFAULTS,
    EVERYTHING;

    // Mutable state, guarded by Parameters.class: evaluated once for all tests
    private static BicepCompiler compiler;
    private DeployedResources resources;

    /** What a deployment with these would create. */
    DeployedResources resources() throws IOException, InterruptedException {
        synchronized (Parameters.class) {
            if (compiler == null) compiler = BicepCompiler.on("bicep-snapshot");
            if (resources == null) resources = compiler.resources(name().toLowerCase(Locale.ROOT));
            return resources;
        }
    }

    /** What the README says between two marks, given as regular expressions. */
    static String readme(String from, String to) throws IOException {
        var found = Pattern.compile("(?s)" + from + "(.*?)" + to).matcher(Files.readString(Path.of("README.md")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
