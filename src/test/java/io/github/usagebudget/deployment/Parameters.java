package io.github.usagebudget.deployment;

import java.io.IOException;
import java.util.Locale;

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
}
