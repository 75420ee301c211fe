package io.github.usagebudget.deployment;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.config.Setting;
import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code, the example, the documentation, Bicep and the build have the same settings. */
class SettingsEverywhereTest {
    private static final Set<String> PLATFORM = Set.of("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "WEBSITE_INSTANCE_ID");
    private static final Set<String> HOST = Set.of("FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage");
    private static final Bicep MAIN = Bicep.file("main.bicep");

    @Test
    void the_example_has_exactly_the_settings() throws IOException {
        var expected = new TreeSet<>(HOST);
        expected.addAll(inCode());
        assertThat(example().keySet()).isEqualTo(expected);
    }

    @Test
    void bicep_sets_exactly_the_settings() throws IOException {
        assertThat(MAIN.settings().keySet()).isEqualTo(inCode());
    }

    @Test
    void the_documentation_names_what_the_host_resolves_with_the_value_of_example_and_bicep() throws IOException {
        var documented = new TreeMap<>(found("docs/configuration.md", "(?m)^\\| ([A-Z_]+) \\| `([^`]+)`"));
        documented.putAll(
                found("docs/configuration.md", "`([A-Z_]+)` \\| host-resolved \\| [^|`]*`([^`]+)` in the example"));
        assertThat(documented.keySet()).isEqualTo(hostResolved());
        var example = example();
        documented.forEach((setting, value) -> {
            assertThat(MAIN.parameters().get(parameter(setting))).isEqualTo("'" + value + "'");
            assertThat(example).containsEntry(setting, value);
        });
        var section = Files.readString(Path.of("docs/configuration.md"))
                .split("\n## Resolved by the host\n")[1]
                .split("\n## ")[0];
        assertThat(section).contains(hostResolved());
    }

    @Test
    void each_setting_of_an_operator_is_a_parameter_that_azd_reads_from_the_variable_of_the_same_name()
            throws IOException {
        var filled = (Map<?, ?>) Json.object(Files.readString(Path.of("infra/main.parameters.json")))
                .get("parameters");
        MAIN.settings().forEach((setting, value) -> {
            if (!value.matches("\\w+")) return;
            assertThat(value).isEqualTo(parameter(setting));
            assertThat(MAIN.parameters()).containsKey(value);
            assertThat(filled.get(value)).isEqualTo(Map.of("value", "${" + setting + "}"));
        });
        var known = new TreeSet<String>();
        filled.keySet().forEach(name -> known.add(String.valueOf(name)));
        assertThat(known).isEqualTo(MAIN.parameters().keySet());
    }

    @Test
    void the_documentation_lists_the_settings_for_the_deployment_only() throws IOException {
        var documented = Pattern.compile("(?m)^\\| `?([A-Z]+_[A-Z_]+)`? \\|")
                .matcher(Files.readString(Path.of("docs/configuration.md")).split("\n## For the deployment only\n")[1])
                .results()
                .map(row -> row.group(1));
        var filled = found("infra/main.parameters.json", "\\$\\{([A-Z_]+)(=|})").keySet().stream()
                .filter(name -> !MAIN.settings().containsKey(name) && !name.startsWith("AZURE_"));
        assertThat(documented).containsExactlyInAnyOrderElementsOf(filled.toList());
    }

    /** An empty setting counts as not set, so the defaults are only in the code; except the time limit, which depends on the platform's. */
    @Test
    void bicep_has_no_other_defaults_than_the_code() throws IOException {
        var host = hostResolved();
        MAIN.settings().forEach((setting, value) -> {
            if (!value.matches("\\w+") || host.contains(setting)) return;
            var expected = Map.of(
                            "PARTNER_CENTER_TENANT_ID",
                            "",
                            "PARTNER_CENTER_CLIENT_ID",
                            "",
                            "BUDGET_PLAN_TIME_LIMIT",
                            "'28m'")
                    .getOrDefault(setting, "''");
            assertThat(MAIN.parameters().get(value)).as(setting).isEqualTo(expected);
        });
        var repeated = found("infra/main.bicep", "empty\\((\\w+)\\)\\s+\\? '([^']+)'\\s+: ");
        assertThat(repeated).hasSize(5);
        for (var setting : Setting.values())
            if (repeated.containsKey(parameter(setting.name())))
                assertThat(setting.defaultValue()).contains(repeated.remove(parameter(setting.name())));
        assertThat(repeated).isEmpty();
    }

    @Test
    void a_deployment_takes_no_secret() {
        assertThat(MAIN.settings())
                .containsEntry("SECRET_SOURCE", "'key-vault'")
                .containsEntry("PARTNER_CENTER_CLIENT_SECRET", "''")
                .containsEntry("PARTNER_CENTER_CLIENT_CERTIFICATE", "''")
                .containsEntry("PARTNER_CENTER_REFRESH_TOKEN", "''");
    }

    @Test
    void the_tests_do_not_inherit_a_developers_settings() throws IOException {
        var excluded = Pattern.compile("<variable>(\\w+)</variable>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(hit -> hit.group(1));
        assertThat(excluded).containsExactlyInAnyOrderElementsOf(names());
    }

    private static Set<String> names() {
        return Setting.values().stream().map(Setting::name).collect(toCollection(TreeSet::new));
    }

    private static Set<String> inCode() throws IOException {
        var all = names();
        all.removeAll(PLATFORM);
        all.addAll(hostResolved());
        return all;
    }

    /** The settings that triggers and bindings name, such as {@code %BUDGET_BATCH_QUEUE%}. */
    private static Set<String> hostResolved() throws IOException {
        var all = new TreeSet<String>();
        try (var triggers =
                Files.newDirectoryStream(Path.of("src/main/java/io/github/usagebudget/function"), "*Triggers.java")) {
            for (var trigger : triggers)
                all.addAll(found(trigger.toString(), "%([A-Z_]+)(%)").keySet());
        }
        return all;
    }

    private static Map<String, String> example() throws IOException {
        var values = (Map<?, ?>) Json.object(Files.readString(Path.of("local.settings.json.example")))
                .get("Values");
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        value -> String.valueOf(value.getKey()),
                        value -> String.valueOf(value.getValue()),
                        (first, second) -> first,
                        TreeMap::new));
    }

    /** The parameter of a setting: {@code partnerCenterTenantId} for {@code PARTNER_CENTER_TENANT_ID}. */
    private static String parameter(String setting) {
        return Pattern.compile("_([a-z])")
                .matcher(setting.toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> found(String file, String regex) throws IOException {
        var all = new TreeMap<String, String>();
        Pattern.compile(regex)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .forEach(hit -> all.put(hit.group(1), hit.group(2)));
        return all;
    }
}
