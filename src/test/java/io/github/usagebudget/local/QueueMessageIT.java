package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages from other senders in the queue of the packaged deployable. */
class QueueMessageIT {
    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of("BUDGET_MAX_AMOUNT", "200"));

    private static final Simulator simulator = host.simulator();

    private final String customer = UUID.randomUUID().toString();

    @BeforeEach
    void a_customer_with_80() {
        simulator.partnerCenter().customer(customer, "80");
    }

    /** A message of the first release. */
    private String message() {
        return ("{'runId':'" + UUID.randomUUID() + "','planVersion':'sha256:39ab','correlationId':'" + UUID.randomUUID()
                        + "','dryRun':false,'reports':'budgets/reports','batch':1,'batches':3,'budgets':[{'customerTenantId':'"
                        + customer + "','amount':90}]}")
                .replace('\'', '"');
    }

    @Test
    void a_message_from_before_an_upgrade_is_applied() throws Exception {
        assertThat(receive(message())).isEqualTo(202);
        assertThat(simulator.partnerCenter().budget(customer)).contains("90");
    }

    /** A tilde stands for a quotation mark. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # text            | replaced by                | pointer           | code
            ~dryRun~:false,   | ''                         | /dryRun           | malformed-request
            ~dryRun~:false    | ~dryRun~:false,~dryrun~:1  | /dryrun           | malformed-request
            budgets/reports   | budgets/../config          | /reports          | malformed-request
            budgets/reports   | BUDGETS/reports            | /reports          | malformed-request
            budgets/reports   | config                     | /reports          | malformed-request
            budgets/reports   | ''                         | /reports          | malformed-request
            budgets/reports   | budgets/reports/{DateTime} | /reports          | malformed-request
            :90}              | :90.123}                   | /budgets/0/amount | malformed-request
            :90}              | :201}                      | /budgets/0/amount | amount-refused
            """)
    void an_invalid_message_is_rejected_before_any_request(String text, String replacement, String pointer, String code)
            throws Exception {
        var from = text.replace('~', '"');
        var message = message();
        assertThat(message).contains(from);
        assertRejected(message.replace(from, replacement.replace('~', '"')), pointer, code);
    }

    @Test
    void a_message_that_is_too_long_is_rejected() throws Exception {
        assertThat(receive(message() + " ".repeat(48 * 1024))).isEqualTo(500);
        assertThat(simulator.seen()).isEmpty();
        assertThat(host.prints("SEVERE budget-batch-refused .*must have at most 49152 bytes"))
                .isTrue();
    }

    @Test
    void a_rejected_message_ends_in_the_poison_queue(@TempDir Path own) throws Exception {
        var settings = SimulatedHost.settings(
                simulator, Map.of("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00"));
        var storage = new StoredFiles(own);
        var queue = Files.createDirectories(storage.queue("budget-batches"));
        var message = message().replace("budgets/reports", "config");
        Files.writeString(queue.resolve("0.json"), message);
        try (var another = HostProcess.started(settings, own)) {
            // the admin request answers when the host has handled all visible messages
            another.fire("scheduled-budget-plan").then().statusCode(202);
            assertThat(another.output())
                    .filteredOn(line -> line.contains("budget-batch-refused"))
                    .hasSize(5);
        }
        assertThat(storage.messages("budget-batches-poison"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent(message));
        assertThat(simulator.seen()).isEmpty();
        assertThat(storage.blob("config")).doesNotExist();
    }

    private static void assertRejected(String message, String pointer, String code) throws Exception {
        var runId = String.valueOf(Json.object(message).get("runId"));
        assertThat(receive(message)).isEqualTo(500);
        assertThat(simulator.seen()).isEmpty();
        assertThat(host.storage().blob("config")).doesNotExist();
        assertThat(host.prints("SEVERE budget-batch-refused \\{\"runId\":\"" + runId + "\".*\"code\":\"" + code
                        + "\".*\"pointer\":\"" + pointer + "\""))
                .isTrue();
    }

    private static int receive(String message) {
        return given().contentType("application/json")
                .body(Json.write(Map.of("input", message)))
                .post(host.url() + "/admin/functions/apply-budget-batch")
                .statusCode();
    }
}
