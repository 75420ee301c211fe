package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The SBOM in the function's jar: with it, an operator can check whether a vulnerable library is in the deployable. */
class SbomIT {
    private static final String SBOM = "META-INF/sbom/application.cdx.json";

    /** Compile-time dependencies that are not in the deployable, because the worker provides them. */
    private static final List<String> WORKER_LIBRARIES = List.of(
            "com.microsoft.azure.functions.azure-functions-java-core-library-1.3.0.jar",
            "com.microsoft.azure.functions.azure-functions-java-library-3.2.3.jar");

    @Test
    void lists_exactly_the_libraries_of_the_deployable() throws IOException {
        var expected = new ArrayList<>(Packaged.libraries());
        expected.addAll(WORKER_LIBRARIES);
        expected.add("io.github.usagebudget.usage-budget-function-1.0.0-SNAPSHOT.jar");
        assertThat(components())
                .extracting(component ->
                        component.get("group") + "." + component.get("name") + "-" + component.get("version") + ".jar")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void identifies_each_library_by_its_package_url() throws IOException {
        assertThat(components())
                .allSatisfy(component -> assertThat((String) component.get("purl"))
                        .startsWith("pkg:maven/" + component.get("group") + "/" + component.get("name") + "@"
                                + component.get("version")));
    }

    private static List<Map<?, ?>> components() throws IOException {
        var sbom = Json.object(Packaged.text(Packaged.JAR, SBOM));
        assertThat(sbom).containsEntry("bomFormat", "CycloneDX");
        var components = new ArrayList<Map<?, ?>>();
        for (var component : (List<?>) sbom.get("components")) components.add((Map<?, ?>) component);
        return components;
    }
}
