package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
    @Test
    void finds_all_faults() {
        var values = Map.of(
                "PARTNER_CENTER_CLIENT_ID", "id",
                "PARTNER_CENTER_ATTEMPTS", "none",
                "SECRET_SOURCE", "vault",
                "IDENTITY_ENDPOINT", "http://contoso.example");
        assertThat(SettingsCheck.faults(new Settings(name -> Optional.ofNullable(values.get(name)))))
                .extracting(fault -> fault.split(" ")[2])
                .containsExactly(
                        "PARTNER_CENTER_TENANT_ID", "PARTNER_CENTER_ATTEMPTS", "SECRET_SOURCE", "IDENTITY_ENDPOINT");
    }

    @Test
    void requires_a_vault_only_for_secrets() {
        var values = new HashMap<>(Map.of("PARTNER_CENTER_CLIENT_ID", "id", "PARTNER_CENTER_TENANT_ID", "id"));
        var settings = new Settings(name -> Optional.ofNullable(values.get(name)));
        assertThat(SettingsCheck.faults(settings)).singleElement().asString().contains("KEY_VAULT_URL is missing");
        values.put("PARTNER_CENTER_CREDENTIAL", "managed-identity");
        assertThat(SettingsCheck.faults(settings)).isEmpty();
        values.put("PARTNER_CENTER_GRANT", "app-and-user");
        assertThat(SettingsCheck.faults(settings)).singleElement().asString().contains("KEY_VAULT_URL is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.json", "budgets/plan.txt", "budgets/", "/plan.json", "budgets/.json", "nonsense"})
    void rejects_an_invalid_blob_path(String value) {
        assertThat(faultsOfBlobs(value, "budgets/reports/{DateTime}.json"))
                .containsExactly(
                        "The setting BUDGET_PLAN_BLOB must name a blob; it is where the plan is: container/name.json,"
                                + " .ndjson or .csv.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budgets/reports/{DateTime}",
                "budgets/report.ndjson",
                "budgets/report.htm",
                "budgets/report.json.txt",
                "report.html",
                "/report.csv",
                "budgets/.csv"
            })
    void rejects_an_invalid_path_of_a_report(String value) {
        assertThat(faultsOfBlobs("budgets/plan.csv", value))
                .containsExactly("The setting BUDGET_REPORT_BLOB must name a blob; it is where the report goes:"
                        + " container/name.json, .html or .csv.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"budgets/report.json", "budgets/reports/{DateTime}.HTML", "reports/a/b.csv"})
    void accepts_each_extension_of_a_report(String value) {
        assertThat(faultsOfBlobs("budgets/plan.ndjson", value)).isEmpty();
    }

    private static List<String> faultsOfBlobs(String plan, String report) {
        var values = Map.of(
                "PARTNER_CENTER_CLIENT_ID", "id",
                "PARTNER_CENTER_TENANT_ID", "id",
                "PARTNER_CENTER_CREDENTIAL", "managed-identity",
                "BUDGET_PLAN_BLOB", plan,
                "BUDGET_REPORT_BLOB", report);
        return SettingsCheck.faults(new Settings(name -> Optional.ofNullable(values.get(name))));
    }

    @Test
    void reports_each_fault_once() {
        var values = Map.of(
                "PARTNER_CENTER_CLIENT_ID", "id",
                "PARTNER_CENTER_TENANT_ID", "id",
                "PARTNER_CENTER_CLOUD", "china",
                "KEY_VAULT_URL", "https://contoso.vault.azure.net",
                "ENTRA_AUTHORITY_HOST", "https://login.contoso.example");
        assertThat(SettingsCheck.faults(new Settings(name -> Optional.ofNullable(values.get(name)))))
                .singleElement()
                .asString()
                .contains("PARTNER_CENTER_CLOUD");
    }

    @ParameterizedTest
    @CsvSource({"function-key,0", "entra,1"})
    void the_callers_tenant_must_be_an_id_only_if_callers_need_tokens(String callerAuth, int faults) {
        var values = Map.of(
                "PARTNER_CENTER_CLIENT_ID", "id",
                "PARTNER_CENTER_TENANT_ID", "id",
                "PARTNER_CENTER_CREDENTIAL", "managed-identity",
                "CALLER_AUTH", callerAuth,
                "CALLER_TENANT_ID", "contoso.example",
                "CALLER_AUDIENCE", "api://usage-budget");
        assertThat(SettingsCheck.faults(new Settings(name -> Optional.ofNullable(values.get(name)))))
                .hasSize(faults)
                .allMatch("The setting CALLER_TENANT_ID must be a GUID."::equals);
    }
}
