package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bill of materials in our jar: who is told of a weakness in a library can find out whether it is in there. */
class SbomIT {
    private static final String BILL = "META-INF/sbom/application.cdx.json";

    /** Not in the deployable, but compiled against: the worker brings them. */
    private static final List<String> OF_THE_WORKER = List.of(
            "com.microsoft.azure.functions.azure-functions-java-core-library-1.3.0.jar",
            "com.microsoft.azure.functions.azure-functions-java-library-3.2.3.jar");

    @Test
    void names_each_library_of_the_deployable_and_no_other() throws IOException {
        var expected = new ArrayList<>(Packaged.libraries());
        expected.addAll(OF_THE_WORKER);
        expected.add("io.github.usagebudget.usage-budget-function-1.0.0-SNAPSHOT.jar");
        assertThat(components())
                .extracting(component ->
                        component.get("group") + "." + component.get("name") + "-" + component.get("version") + ".jar")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void calls_each_what_advisories_call_it() throws IOException {
        assertThat(components())
                .allSatisfy(component -> assertThat((String) component.get("purl"))
                        .startsWith("pkg:maven/" + component.get("group") + "/" + component.get("name") + "@"
                                + component.get("version")));
    }

    private static List<Map<?, ?>> components() throws IOException {
        var bill = Json.object(Packaged.text(Packaged.OURS, BILL));
        assertThat(bill).containsEntry("bomFormat", "CycloneDX");
        var components = new ArrayList<Map<?, ?>>();
        for (var component : (List<?>) bill.get("components")) components.add((Map<?, ?>) component);
        return components;
    }
}
