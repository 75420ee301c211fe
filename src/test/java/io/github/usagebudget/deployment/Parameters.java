package io.github.usagebudget.deployment;

import java.io.IOException;
import java.util.Locale;

/** The two sets of parameters in {@code src/test/bicep}. */
enum Parameters {
    DEFAULTS,
    EVERYTHING;

    /** A folder for each of the build's processes: they work at the same time. */
    private static final String FOLDER =
            "bicep-snapshot-" + ProcessHandle.current().pid();

    // Mutable state, guarded by Parameters.class: computed once for all tests of a process
    private static BicepCompiler compiler;
    private DeployedResources resources;

    /** The resources that a deployment with these parameters creates. */
    DeployedResources resources() throws IOException, InterruptedException {
        synchronized (Parameters.class) {
            if (compiler == null) compiler = BicepCompiler.on(FOLDER);
            if (resources == null) resources = compiler.resources(name().toLowerCase(Locale.ROOT));
            return resources;
        }
    }
}
