package io.github.usagebudget.deployment;

import static io.github.usagebudget.deployment.Parameters.DEFAULTS;
import static io.github.usagebudget.deployment.Parameters.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The app settings that a deployment writes. */
class AppSettingsIT {
    @Test
    void the_parameter_file_everything_sets_each_parameter() throws Exception {
        var given = Pattern.compile("(?m)^param (\\w+) =")
                .matcher(Files.readString(Path.of("src/test/bicep/everything.bicepparam")))
                .results()
                .map(parameter -> parameter.group(1));
        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(
                        Bicep.file("main.bicep").parameters().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void the_app_has_exactly_the_settings(Parameters parameters) throws Exception {
        var expected = new TreeSet<>(documentedSettings());
        expected.addAll(List.of(
                "AzureWebJobsStorage__accountName",
                "AzureWebJobsStorage__credential",
                "AzureWebJobsStorage__clientId",
                "AzureFunctionsJobHost__functionTimeout",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
                "APPLICATIONINSIGHTS_ENABLE_AGENT"));
        if (parameters == Parameters.EVERYTHING) expected.add("APPLICATIONINSIGHTS_SAMPLING_PERCENTAGE");
        assertThat(parameters.resources().settings().keySet()).isEqualTo(expected);
        assertThat(parameters.resources().diagnostics()).isEmpty();
    }

    @Test
    void a_given_parameter_becomes_an_app_setting_and_a_missing_one_is_empty() throws Exception {
        var settings = new HashSet<>(documentedSettings());
        settings.removeAll(Set.of(
                "PARTNER_CENTER_CLIENT_SECRET", "PARTNER_CENTER_CLIENT_CERTIFICATE", "PARTNER_CENTER_REFRESH_TOKEN"));
        assertThat(EVERYTHING.resources().settings()).allSatisfy((name, value) -> {
            if (settings.contains(name)) assertThat(value).as(name).isNotEmpty();
        });
        assertThat(EVERYTHING.resources().settings()).containsEntry("PARTNER_CENTER_CLOUD", "us-government");
        assertThat(DEFAULTS.resources().settings()).containsEntry("PARTNER_CENTER_CLOUD", "");
    }

    /** Source: https://learn.microsoft.com/azure/azure-functions/functions-app-settings, "Flex Consumption plan deprecations". */
    @ParameterizedTest
    @EnumSource
    void no_setting_is_one_that_flex_consumption_rejects(Parameters parameters) throws Exception {
        assertThat(parameters.resources().settings())
                .doesNotContainKeys(
                        "AzureWebJobsStorage",
                        "ENABLE_ORYX_BUILD",
                        "FUNCTIONS_EXTENSION_VERSION",
                        "FUNCTIONS_MAX_HTTP_CONCURRENCY",
                        "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
                        "FUNCTIONS_WORKER_PROCESS_COUNT",
                        "FUNCTIONS_WORKER_RUNTIME",
                        "FUNCTIONS_WORKER_RUNTIME_VERSION",
                        "SCM_DO_BUILD_DURING_DEPLOYMENT",
                        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
                        "WEBSITE_CONTENTOVERVNET",
                        "WEBSITE_CONTENTSHARE",
                        "WEBSITE_DNS_SERVER",
                        "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
                        "WEBSITE_RUN_FROM_PACKAGE",
                        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
                        "WEBSITE_VNET_ROUTE_ALL");
    }

    /** At the function timeout the platform stops the process with all its calls: see docs/plans.md, "Limits". */
    @Test
    void a_run_stops_two_minutes_before_the_function_timeout_of_half_an_hour() throws Exception {
        assertThat(DEFAULTS.resources().settings())
                .containsEntry("AzureFunctionsJobHost__functionTimeout", "00:30:00")
                .containsEntry("BUDGET_PLAN_TIME_LIMIT", "28m");
        assertThat(EVERYTHING.resources().settings()).containsEntry("BUDGET_PLAN_TIME_LIMIT", "10m");
    }

    @Test
    void the_agent_is_enabled_by_a_text_in_lower_case() throws Exception {
        assertThat(DEFAULTS.resources().settings()).containsEntry("APPLICATIONINSIGHTS_ENABLE_AGENT", "false");
        assertThat(EVERYTHING.resources().settings()).containsEntry("APPLICATIONINSIGHTS_ENABLE_AGENT", "true");
    }

    private static Set<String> documentedSettings() throws IOException {
        var all = new TreeSet<String>();
        Pattern.compile("(?m)^\\| `?([A-Z]+_[A-Z_]+)`? \\|")
                .matcher(Files.readString(Path.of("docs/configuration.md")).split("\n## For the deployment only\n")[0])
                .results()
                .forEach(row -> all.add(row.group(1)));
        return all;
    }
}
