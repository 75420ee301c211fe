package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void a_missing_file_has_no_settings() throws IOException {
        assertThat(SettingsFile.in(folder).values()).isEmpty();
    }

    @Test
    void null_is_an_empty_value_and_a_number_keeps_its_text() throws IOException {
        assertThat(read("{\"Values\":{\"A\":null,\"B\":7.10,\"C\":true,\"D\":\"d\"}}")
                        .values())
                .containsExactly(
                        java.util.Map.entry("A", ""),
                        java.util.Map.entry("B", "7.10"),
                        java.util.Map.entry("C", "true"),
                        java.util.Map.entry("D", "d"));
    }

    @Test
    void a_byte_order_mark_is_ignored() throws IOException {
        assertThat(read("\uFEFF{\"Values\":{\"A\":\"a\"}}").values()).containsKey("A");
    }

    /** {@code ¶} stands for a line break. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {¶  // mine¶  "Values":{}}             | line 2, column 3: JSON has no comments; remove this one.
            {"Values":{"A":"a" /* mine */}}        | line 1, column 20: JSON has no comments; remove this one.
            {¶# mine¶"Values":{}}                  | line 2, column 1: JSON has no comments; remove this one.
            {"Values":{¶  "A":"a",¶}}              | line 2, column 10: no value follows this comma; remove it.
            {"Values":{"A":"a",,"B":"b"}}          | line 1, column 19: no value follows this comma; remove it.
            {"Values":{"A":[1,]}}                  | line 1, column 18: no value follows this comma; remove it.
            {"Values":{¶"A":"a"¶"B":"b"}}          | line 3, column 1: a comma or a colon is missing before this quotation mark.
            {"Values":{"A" "a"}}                   | line 1, column 16: a comma or a colon is missing before this quotation mark.
            {"Values":{'A':"a"}}                   | line 1, column 12: unexpected '.
            {"Values":{"A":yes}}                   | line 1, column 16: unexpected y.
            {"Values":{"A":01}}                    | line 1, column 16: unexpected 0.
            {"Values":{"A":"a"}} !                 | line 1, column 22: unexpected !.
            {"Values":{"A":"C:\\me"}}              | line 1, column 19: write \\\\ for a backslash.
            {"Values":{"A":"a\\u12"}}              | line 1, column 18: write \\\\ for a backslash.
            {"Values":{"A":"C:\\\\me"},}           | line 1, column 25: no value follows this comma; remove it.
            {"Values":{"A":"a                      | line 1, column 18: the file ends, but a string, object or array is still open.
            {"Values":{"A":"a¶"}}                  | line 1, column 18: a string contains a line break or tab.
            {"Values":{"A":"a","A":"b"}}           | line 1, column 20: A occurs twice.
            """)
    void a_malformed_file_is_reported_with_its_place(String text, String reason) {
        assertThatThrownBy(() -> read(text.replace('¶', '\n')))
                .isInstanceOf(CannotStart.class)
                .hasMessage("local.settings.json, " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                      | local.settings.json must be a JSON object: { … }.
            {"A":"a"}                               | local.settings.json has no object "Values", which must hold the settings.
            {"Values":["A"]}                        | local.settings.json has no object "Values", which must hold the settings.
            {"Values":{"A":{}}}                     | local.settings.json: the value of A must be a string.
            {"Values":{"A":["a"]}}                  | local.settings.json: the value of A must be a string.
            """)
    void json_of_another_shape_is_rejected(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(CannotStart.class).hasMessage(message);
    }

    @Test
    void encrypted_values_are_rejected() {
        assertThatThrownBy(() -> read("{\"IsEncrypted\":true,\"Values\":{\"A\":\"secret\"}}"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("IsEncrypted is true")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_misspelled_name_is_found_and_the_platforms_names_are_ignored() throws IOException {
        Files.copy(Path.of("local.settings.json.example"), folder.resolve("local.settings.json.example"));
        var file = read(
                "{\"Values\":{\"PARTNER_CENTRE_TENANT_ID\":\"x\",\"partner_center_client_id\":\"x\",\"BUDGET_MAX_AMOUNT\":\"5\","
                        + "\"AzureWebJobsStorage\":\"x\",\"FUNCTIONS_WORKER_RUNTIME\":\"java\",\"AzureWebJobs.budget-plan.Disabled\":\"x\","
                        + "\"AzureFunctionsJobHost__functionTimeout\":\"00:10:00\",\"QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT\":\"x\"}}");
        assertThat(file.unknownNames(folder)).containsExactly("PARTNER_CENTRE_TENANT_ID", "partner_center_client_id");
    }

    @Test
    void the_example_is_valid_and_has_only_known_names() throws IOException {
        Files.copy(Path.of("local.settings.json.example"), folder.resolve("local.settings.json.example"));
        var file = read(Files.readString(Path.of("local.settings.json.example")));
        assertThat(file.values()).containsKey("PARTNER_CENTER_TENANT_ID");
        assertThat(file.unknownNames(folder)).isEmpty();
    }

    private SettingsFile read(String text) throws IOException {
        Files.writeString(folder.resolve("local.settings.json"), text);
        return SettingsFile.in(folder);
    }
}
