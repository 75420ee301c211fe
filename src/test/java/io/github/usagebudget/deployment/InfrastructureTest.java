package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of the Bicep files that need no compiler: the files fit together, and their security settings are in place. */
class InfrastructureTest {
    private static final Bicep MAIN = Bicep.file("main.bicep");

    @Test
    void each_module_gets_its_required_parameters_and_no_unknown_ones() throws IOException {
        var used = new ArrayList<>(MAIN.modules().values());
        used.add("main.bicep");
        assertThat(Bicep.names()).containsExactlyInAnyOrderElementsOf(used);
        MAIN.modules().forEach((module, file) -> {
            var parameters = new TreeMap<>(Bicep.file(file).parameters());
            assertThat(parameters.keySet())
                    .as(file)
                    .containsAll(MAIN.given(module).keySet());
            parameters.values().removeIf(defaultValue -> !defaultValue.isEmpty());
            assertThat(MAIN.given(module).keySet()).as(file).containsAll(parameters.keySet());
        });
    }

    @Test
    void each_used_output_exists() {
        assertThat(MAIN.uses()).isNotEmpty();
        MAIN.uses()
                .forEach(use -> assertThat(
                                Bicep.file(MAIN.modules().get(use.group(1))).outputs())
                        .as(use.group())
                        .contains(use.group(2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            storage.bicep    | allowSharedKeyAccess: false
            storage.bicep    | allowBlobPublicAccess: false
            storage.bicep    | supportsHttpsTrafficOnly: true
            storage.bicep    | minimumTlsVersion: 'TLS1_2'
            storage.bicep    | publicAccess: 'None'
            vault.bicep      | enableRbacAuthorization: true
            vault.bicep      | enablePurgeProtection: true
            vault.bicep      | scope: secrets[i]
            vault.bicep      | @onlyIfNotExists()
            vault.bicep      | attributes: { enabled: false }
            monitoring.bicep | DisableLocalAuth: true
            app.bicep        | httpsOnly: true
            app.bicep        | minTlsVersion: '1.2'
            app.bicep        | scmMinTlsVersion: '1.2'
            app.bicep        | ftpsState: 'Disabled'
            app.bicep        | properties: { allow: false }
            app.bicep        | type: 'UserAssignedIdentity'
            app.bicep        | AzureWebJobsStorage__credential: 'managedidentity'
            app.bicep        | Authorization=AAD
            app.bicep        | name: 'FC1'
            """)
    void access_by_keys_is_disabled(String file, String rule) {
        assertThat(Bicep.file(file).code()).contains(rule);
    }

    @Test
    void no_file_reads_a_key_or_sets_what_flex_consumption_rejects() throws IOException {
        for (var file : Bicep.names())
            assertThat(Bicep.file(file).code())
                    .as(file)
                    .doesNotContainPattern("(?i)list(Keys|Secrets|AccountSas)|AccountKey=|@secure|InstrumentationKey")
                    .doesNotContain("FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "linuxFxVersion");
    }

    /** Built-in roles have the same ids in every tenant. */
    @ParameterizedTest
    @CsvSource({
        "vault.bicep, secretsUser, 4633458b-17de-408a-b874-0445c86b69e6",
        "vault.bicep, secretsOfficer, b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        "storage.bicep, blobDataOwner, b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        "storage.bicep, blobDataContributor, ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        "storage.bicep, queueDataContributor, 974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        "storage.bicep, tableDataContributor, 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        "monitoring.bicep, metricsPublisher, 3913510d-42f4-4e42-8a64-420c390055eb"
    })
    void each_role_has_the_id_of_its_name(String file, String role, String id) {
        assertThat(Bicep.file(file).code()).contains("var " + role + " = '" + id + "'");
    }

    /** Older versions include a compiler that does not support {@code @onlyIfNotExists}. */
    @Test
    void azure_yaml_requires_a_version_of_azd_that_supports_the_files() throws IOException {
        assertThat(Files.readString(Path.of("azure.yaml"))).contains("\nrequiredVersions:\n", "\n  azd: '>= 1.23.8'\n");
    }

    @Test
    void bicep_and_the_maven_plugin_select_the_same_java_and_the_code_runs_on_17() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        assertThat(Bicep.file("app.bicep").code()).contains("version: '21'");
        assertThat(pom)
                .contains("<javaVersion>21</javaVersion>", "<maven.compiler.release>17</maven.compiler.release>");
    }

    @Test
    void azd_deploys_the_folder_of_the_build_to_the_app_of_bicep() throws IOException {
        var azure = Files.readString(Path.of("azure.yaml"));
        var pom = Files.readString(Path.of("pom.xml"));
        var name = Pattern.compile("<functionAppName>([\\w-]+)<").matcher(pom);
        assertThat(name.find()).isTrue();
        assertThat(azure).contains("\n    dist: target/azure-functions/" + name.group(1) + "\n");
        assertThat(pom).contains("${project.build.directory}/azure-functions/${functionAppName}");
        var service = Pattern.compile("\\nservices:\\n  ([\\w-]+):\\n").matcher(azure);
        assertThat(service.find()).isTrue();
        assertThat(Bicep.file("app.bicep").code()).contains("'azd-service-name': '" + service.group(1) + "'");
    }
}
