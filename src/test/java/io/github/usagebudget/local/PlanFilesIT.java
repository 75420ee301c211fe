package io.github.usagebudget.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plan files from people and spreadsheets in the packaged deployable: from a blob and over HTTP. */
class PlanFilesIT {
    private static final String ONE = "c0ffee00-0000-4000-8000-0000000000f1";
    private static final String TWO = "c0ffee00-0000-4000-8000-0000000000f2";

    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(
            Map.of("BUDGET_PLAN_BLOB", "budgets/plan.csv", "BUDGET_REPORT_BLOB", "reports/{rand-guid}.json"));

    private static final Simulator simulator = host.simulator();

    @BeforeEach
    void two_customers() {
        for (var customer : new String[] {ONE, TWO}) simulator.partnerCenter().customer(customer, "80");
    }

    @Test
    void a_spreadsheet_with_decimal_commas_is_applied_from_its_blob() throws Exception {
        fire(("\uFEFFcompanyName;CustomerTenantId;Amount;RemoveBudget;ExpectedAmount;#note\r\n"
                        + "\"Müller; Söhne\";{" + ONE.toUpperCase(Locale.ROOT) + "};1234,50;;80,00;\r\n"
                        + "Fabrikam;" + TWO + ";;TRUE;;in May\r\n;;;;;\r\n")
                .getBytes(UTF_8));
        assertThat(simulator.partnerCenter().budget(ONE)).contains("1234.50");
        assertThat(simulator.partnerCenter().budget(TWO)).isEmpty();
        assertThat(report()).contains("\"updated\":1,\"removed\":1,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                   | line 1 | is empty: a plan must name at least one customer
            customerTenantId,amount@             | line 1 | has no budget: a plan must name at least one customer
            sep=;@customerTenantId;amount@ID;1   | line 1 | is a sep= line: delete it
            customerTenantId,limit@ID,1          | line 1/limit  | column 2 has a name that is not known, "limit"
            customerTenantId,amount@ID,1E+05     | line 2/amount | "1E+05" has an exponent, which drops digits: write plain digits
            customerTenantId,amount@ID,"1,234.5" | line 2/amount | "1,234.5" has a thousands separator: write plain digits
            customerTenantId;amount@ID;1.234,50  | line 2/amount | "1.234,50" has a dot
            """)
    void an_error_in_a_file_is_logged_and_reported_and_nothing_is_written(String file, String pointer, String reason)
            throws Exception {
        fire(file.replace("@", "\r\n").replace("ID", ONE).getBytes(UTF_8));
        assertThat(simulator.seen()).isEmpty();
        assertThat(host.prints("SEVERE .*budget-plan-refused code=malformed-request .* first="
                        + Pattern.quote(pointer + " " + reason)))
                .isTrue();
        assertThat(report()).contains("\"pointer\":\"" + pointer + "\",\"detail\":\"" + reason.replace("\"", "\\\""));
    }

    @Test
    void a_blob_of_more_than_64_mebibytes_is_rejected() throws Exception {
        fire(new byte[64 * 1024 * 1024 + 1]);
        assertThat(simulator.seen()).isEmpty();
        assertThat(host.prints(
                        "SEVERE .*budget-plan-refused code=body-too-large .*detail=The plan has 67108865 bytes, and"
                                + " at most 67108864 \\(64 MiB\\) are read; nothing was written\\."))
                .isTrue();
        assertThat(report()).contains("\"code\":\"body-too-large\"");
    }

    @Test
    void each_media_type_of_each_format_is_accepted() {
        var line = "{\"customerTenantId\":\"{" + ONE + "}\",\"amount\":91}";
        send("application/json", ("{\"budgets\":[" + line + "]}").getBytes(UTF_8))
                .statusCode(200);
        send("application/ndjson", line.getBytes(UTF_8)).body("summary.unchanged", equalTo(1));
        send("application/x-ndjson", line.getBytes(UTF_8)).body("summary.unchanged", equalTo(1));
        send("text/csv", ("amount,customerTenantId\n91," + ONE).getBytes(UTF_8)).body("summary.unchanged", equalTo(1));
    }

    @Test
    void another_encoding_is_reported_over_http_although_the_host_replaces_invalid_bytes() {
        var table = "customerTenantId,amount,companyName\n" + ONE + ",1,Müller";
        send("text/csv", table.getBytes(UTF_16))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("line 1"))
                .body("errors[0].detail", containsString("UTF-16"));
        send("text/csv", table.getBytes(ISO_8859_1))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("line 2"))
                .body("errors[0].detail", containsString("is not UTF-8"));
        var json = "{\"budgets\":[{\"customerTenantId\":\"" + ONE + "\",\"amount\":1,\"companyName\":\"Müller\"}]}";
        send("application/json", json.getBytes(ISO_8859_1))
                .statusCode(400)
                .body("errors[0].detail", containsString("is not UTF-8: line 1"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_plan_without_a_budget_is_rejected_over_http() {
        send("application/json", "{\"budgets\":[]}".getBytes(UTF_8))
                .statusCode(400)
                .body("code", equalTo("malformed-request"))
                .body("errors[0].pointer", equalTo("/budgets"));
        assertThat(simulator.seen()).isEmpty();
    }

    private static ValidatableResponse send(String type, byte[] plan) {
        var asItIs = EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs(type, io.restassured.http.ContentType.BINARY);
        return host.request()
                .config(RestAssuredConfig.config().encoderConfig(asItIs))
                .contentType(type)
                .body(plan)
                .post("/api/budget-plan")
                .then();
    }

    private static void fire(byte[] plan) throws Exception {
        host.storage().write("budgets/plan.csv", plan);
        host.fire("scheduled-budget-plan").then().statusCode(202);
    }

    private static String report() throws IOException {
        var reports = host.storage().blobs("reports");
        assertThat(reports).hasSize(1);
        return Files.readString(reports.get(0));
    }
}
