package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The staging folder that {@code mvn package} writes, which is deployed unchanged. */
class StagingFolderIT {
    private static final Map<String, Object> HTTP_ANSWER =
            Map.of("type", "http", "direction", "out", "name", "$return");

    private final Path staging = HostProcess.staging();

    @Test
    void holds_the_functions_the_jars_and_nothing_else() throws IOException {
        assertThat(names(staging))
                .containsExactlyInAnyOrder(
                        "apply-budget-batch",
                        "budget-plan",
                        "host.json",
                        "lib",
                        "readiness",
                        "renew-refresh-token",
                        "scheduled-budget-plan",
                        "usage-budget",
                        "usage-budget-function-1.0.0-SNAPSHOT-runner.jar");
        for (var function : List.of(
                "apply-budget-batch",
                "budget-plan",
                "readiness",
                "renew-refresh-token",
                "scheduled-budget-plan",
                "usage-budget")) assertThat(names(staging.resolve(function))).containsExactly("function.json");
        assertThat(names(staging.resolve("lib"))).containsExactly("usage-budget-function-libraries.jar");
    }

    @Test
    void usage_budget_has_one_route_for_get_and_post_with_the_function_key() throws IOException {
        var function = Json.object(Files.readString(staging.resolve("usage-budget/function.json")));
        assertThat(function)
                .containsEntry("scriptFile", "../usage-budget-function-1.0.0-SNAPSHOT-runner.jar")
                .containsEntry("entryPoint", "io.github.usagebudget.function.HttpTriggers.usageBudget");
        assertThat((List<?>) function.get("bindings"))
                .isEqualTo(List.of(httpTrigger("usage-budget", "GET", "POST"), HTTP_ANSWER));
    }

    @Test
    void budget_plan_has_one_route_for_get_and_post_with_the_function_key() throws IOException {
        var function = Json.object(Files.readString(staging.resolve("budget-plan/function.json")));
        assertThat((List<?>) function.get("bindings"))
                .isEqualTo(List.of(httpTrigger("budget-plan", "GET", "POST"), HTTP_ANSWER));
    }

    @Test
    void readiness_has_a_route_for_get_with_the_function_key() throws IOException {
        var function = Json.object(Files.readString(staging.resolve("readiness/function.json")));
        assertThat((List<?>) function.get("bindings"))
                .isEqualTo(List.of(httpTrigger("usage-budget/readiness", "GET"), HTTP_ANSWER));
    }

    @Test
    void renew_refresh_token_is_a_timer_with_its_schedule_in_a_setting() throws IOException {
        var function = Json.object(Files.readString(staging.resolve("renew-refresh-token/function.json")));
        assertThat((List<?>) function.get("bindings"))
                .isEqualTo(List.of(Map.of(
                        "type", "timerTrigger",
                        "direction", "in",
                        "name", "timer",
                        "schedule", "%REFRESH_TOKEN_SCHEDULE%")));
    }

    @Test
    void host_json_is_that_of_the_project() throws IOException {
        var host = Json.object(Files.readString(staging.resolve("host.json")));
        assertThat(host).isEqualTo(Json.object(Files.readString(Path.of("host.json"))));
        assertThat((Map<?, ?>) host.get("extensions")).extracting("http").isEqualTo(Map.of("routePrefix", "api"));
    }

    @Test
    void is_small_enough_to_start_quickly() throws IOException {
        try (var files = Files.walk(staging)) {
            var bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).isLessThan(16_000_000);
        }
    }

    @Test
    void the_jar_refers_to_the_merged_libraries_which_list_their_parts() throws IOException {
        try (var ours = new JarFile(staging.resolve("usage-budget-function-1.0.0-SNAPSHOT-runner.jar")
                        .toFile());
                var libraries = new JarFile(staging.resolve("lib/usage-budget-function-libraries.jar")
                        .toFile())) {
            assertThat(ours.getManifest().getMainAttributes().getValue("Class-Path"))
                    .isEqualTo("lib/usage-budget-function-libraries.jar");
            assertThat(libraries.isMultiRelease()).isTrue();
            var list = new String(
                    libraries
                            .getInputStream(libraries.getEntry("META-INF/libraries.txt"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(list.lines().toList())
                    .hasSizeBetween(80, 110)
                    .isSorted()
                    .allMatch(name -> name.endsWith(".jar"))
                    .anyMatch(name -> name.startsWith("io.quarkus.quarkus-funqy-server-common-"))
                    .noneMatch(name -> name.contains("jackson-databind") || name.contains("quarkus-vertx-http"));
            assertThat(libraries.stream().map(entry -> entry.getName()))
                    .anyMatch(name -> name.matches("META-INF/licenses/io\\.quarkus\\.arc\\.arc-.*\\.jar/LICENSE"));
        }
    }

    @Test
    void no_test_class_is_in_the_jar() throws IOException {
        try (var jar = new JarFile(staging.resolve("usage-budget-function-1.0.0-SNAPSHOT-runner.jar")
                .toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.matches(".*/usagebudget/(simulator|local)/.*"))
                    .noneMatch(name -> name.endsWith("local.settings.json"));
        }
    }

    private static Map<String, Object> httpTrigger(String route, String... methods) {
        return Map.of(
                "type", "httpTrigger",
                "direction", "in",
                "name", "request",
                "route", route,
                "methods", List.of(methods),
                "dataType", "binary",
                "authLevel", "FUNCTION");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
