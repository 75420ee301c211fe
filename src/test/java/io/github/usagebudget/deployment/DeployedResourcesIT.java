package io.github.usagebudget.deployment;

import static io.github.usagebudget.deployment.Parameters.DEFAULTS;
import static io.github.usagebudget.deployment.Parameters.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The resources of a deployment with only the required parameters, and with all parameters. */
class DeployedResourcesIT {
    /** Built-in roles have the same ids in every tenant. Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
    private static final Map<String, String> ROLES = Map.of(
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner",
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor",
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Storage Queue Data Contributor",
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor",
            "3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher",
            "4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User",
            "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer");

    private static final String OPERATOR = "00000000-0000-0000-0000-00000000000a";

    @ParameterizedTest
    @CsvSource(textBlock = """
            Microsoft.Storage/storageAccounts,                         properties.allowSharedKeyAccess,                   false
            Microsoft.Storage/storageAccounts,                         properties.allowBlobPublicAccess,                  false
            Microsoft.Storage/storageAccounts,                         properties.allowCrossTenantReplication,            false
            Microsoft.Storage/storageAccounts,                         properties.supportsHttpsTrafficOnly,               true
            Microsoft.Storage/storageAccounts,                         properties.minimumTlsVersion,                      TLS1_2
            Microsoft.Storage/storageAccounts/blobServices/containers, properties.publicAccess,                           None
            Microsoft.KeyVault/vaults,                                 properties.enableRbacAuthorization,                true
            Microsoft.KeyVault/vaults,                                 properties.enablePurgeProtection,                  true
            Microsoft.KeyVault/vaults/secrets,                         properties.attributes.enabled,                     false
            Microsoft.KeyVault/vaults/secrets,                         properties.value,                                  not stored yet
            Microsoft.Insights/components,                             properties.DisableLocalAuth,                       true
            Microsoft.Web/sites,                                       properties.httpsOnly,                              true
            Microsoft.Web/sites,                                       properties.siteConfig.minTlsVersion,               1.2
            Microsoft.Web/sites,                                       properties.siteConfig.scmMinTlsVersion,            1.2
            Microsoft.Web/sites,                                       properties.siteConfig.ftpsState,                   Disabled
            Microsoft.Web/sites,                                       properties.functionAppConfig.deployment.storage.authentication.type, UserAssignedIdentity
            Microsoft.Web/sites,                                       properties.functionAppConfig.runtime.version,      21
            Microsoft.Web/serverfarms,                                 sku.name,                                          FC1
            Microsoft.Web/sites/basicPublishingCredentialsPolicies,    properties.allow,                                  false
            """)
    void access_by_keys_is_disabled(String type, String path, String value) throws Exception {
        for (var parameters : Parameters.values())
            assertThat(parameters.resources().values(type, path))
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each).hasToString(value));
    }

    @ParameterizedTest
    @EnumSource
    void no_key_is_read_and_telemetrys_is_the_only_connection_string(Parameters parameters) throws Exception {
        assertThat(parameters.resources().toString())
                .doesNotContainIgnoringCase(
                        "listKeys", "listSecrets", "AccountKey=", "SharedAccessKey", "listAccountSas");
        assertThat(parameters.resources().settings().entrySet())
                .filteredOn(
                        setting -> setting.getValue().toLowerCase(Locale.ROOT).contains("connectionstring"))
                .extracting(Map.Entry::getKey)
                .containsExactly("APPLICATIONINSIGHTS_CONNECTION_STRING");
    }

    @Test
    void by_default_the_function_can_read_its_secret_and_the_operator_can_store_secrets_and_plans() throws Exception {
        assertThat(DEFAULTS.resources().roles(ROLES).stream().map(DeployedResourcesIT::withoutSuffix))
                .containsExactlyInAnyOrder(
                        "function: Storage Blob Data Owner on storageAccounts/st",
                        "function: Storage Queue Data Contributor on storageAccounts/st",
                        "function: Storage Table Data Contributor on storageAccounts/st",
                        "function: Monitoring Metrics Publisher on components/appi-",
                        "function: Key Vault Secrets User on secrets/partner-center-client-secret",
                        OPERATOR + ": Key Vault Secrets Officer on vaults/kv-",
                        OPERATOR + ": Storage Blob Data Contributor on containers/budgets");
    }

    @Test
    void with_certificate_and_user_only_the_function_has_roles_and_it_can_renew_the_refresh_token() throws Exception {
        assertThat(EVERYTHING.resources().roles(ROLES).stream().map(DeployedResourcesIT::withoutSuffix))
                .containsExactlyInAnyOrder(
                        "function: Storage Blob Data Owner on storageAccounts/st",
                        "function: Storage Queue Data Contributor on storageAccounts/st",
                        "function: Storage Table Data Contributor on storageAccounts/st",
                        "function: Monitoring Metrics Publisher on components/appi-",
                        "function: Key Vault Secrets User on secrets/the-certificate",
                        "function: Key Vault Secrets Officer on secrets/the-refresh-token");
    }

    @Test
    void the_documentation_lists_exactly_these_roles() throws Exception {
        var documented =
                Files.readString(Path.of("docs/deployment.md")).replaceFirst("(?s).*\n## Roles\n(.*?)\n## .*", "$1");
        var assigned = Stream.concat(
                        DEFAULTS.resources().roles(ROLES).stream(), EVERYTHING.resources().roles(ROLES).stream())
                .map(role -> role.replaceAll(".*: (.*) on .*", "$1"));
        var named = Pattern.compile("\\b(Storage|Monitoring|Key Vault) [A-Z][A-Za-z ]*[a-z]\\b(?= *[|,])")
                .matcher(documented)
                .results()
                .map(hit -> hit.group());
        assertThat(new HashSet<>(named.toList())).isEqualTo(new HashSet<>(assigned.toList()));
    }

    @Test
    void the_containers_and_queues_are_those_in_the_settings() throws Exception {
        var containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
        var queues = "Microsoft.Storage/storageAccounts/queueServices/queues";
        assertThat(last(DEFAULTS.resources().names(containers))).containsExactlyInAnyOrder("budgets", "app-package");
        assertThat(last(DEFAULTS.resources().names(queues)))
                .containsExactlyInAnyOrder("budget-batches", "budget-batches-poison");
        assertThat(last(EVERYTHING.resources().names(containers)))
                .containsExactlyInAnyOrder("plans", "reports", "app-package");
        assertThat(last(EVERYTHING.resources().names(queues))).containsExactlyInAnyOrder("batches", "batches-poison");
    }

    @Test
    void each_alert_exists_and_has_a_section_in_the_documentation() throws Exception {
        var rules = "Microsoft.Insights/scheduledQueryRules";
        var alerts = DEFAULTS.resources().names(rules).stream()
                .map(name -> name.replaceFirst("^usage-budget-", ""))
                .toList();
        assertThat(alerts)
                .containsExactlyInAnyOrder(
                        "failed-updates",
                        "credentials-refused",
                        "refresh-token-age",
                        "poison-message",
                        "stopped-run",
                        "no-scheduled-run");
        assertThat(Files.readString(Path.of("docs/operations.md")))
                .contains(alerts.stream().map(alert -> "\n### " + alert + "\n").toList());
        assertThat(EVERYTHING.resources().names(rules))
                .isEqualTo(DEFAULTS.resources().names(rules));
        assertThat(String.valueOf(EVERYTHING.resources().values(rules, "properties.criteria.allOf")))
                .contains("ago(24h)")
                .doesNotContain("ago(48h)");
        assertThat(DEFAULTS.resources().values(rules, "properties.actions.actionGroups"))
                .allSatisfy(groups -> assertThat((List<?>) groups).isEmpty());
        assertThat(EVERYTHING.resources().values(rules, "properties.actions.actionGroups"))
                .allSatisfy(groups -> assertThat((List<?>) groups).hasSize(1));
        assertThat(DEFAULTS.resources().names("Microsoft.EventGrid/systemTopics/eventSubscriptions"))
                .containsExactly("usage-budget-vault/secret-near-expiry");
    }

    private static List<String> last(List<String> names) {
        return names.stream().map(name -> name.replaceFirst(".*/", "")).toList();
    }

    /** Removes the suffix that makes a name unique. */
    private static String withoutSuffix(String role) {
        return role.replaceFirst("((?:/st|-))[a-z0-9]{13}$", "$1");
    }
}
