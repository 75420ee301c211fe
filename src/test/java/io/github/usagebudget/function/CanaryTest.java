package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No answer and no log line contains a secret or a token, on any path, even if a service echoes its request. */
@QuarkusTest
class CanaryTest extends ApplicationFixture {
    private static final Pattern TRACE = Pattern.compile("\\n\\s*at [\\w.$]+\\(");

    private static final String ID = "appid=0c1f9f3b-62b7-4e0f-9d2c-5ac1cf2b1e77";

    private final CapturedLog log = new CapturedLog();
    private final List<String> answers = new ArrayList<>();

    @Inject
    TimerAndQueueTriggers timer;

    @Inject
    Vertx vertx;

    @ParameterizedTest
    @CsvSource({"app,client-secret", "app,managed-identity", "app-and-user,certificate"})
    void no_secret_is_in_any_answer_or_log_line(String grant, String credential) {
        settings.set("PARTNER_CENTER_GRANT", grant);
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
        log.listen();
        VirtualBeans.freshStart(simulator);
        for (var fault : faults()) {
            for (var service : services()) {
                var customer = TestCaller.newCustomer();
                simulator.partnerCenter().customer(customer, "80");
                VirtualBeans.TIME.advance(Duration.ofHours(25));
                simulator.repair();
                service.accept(fault);
                answers.add(ask(customer));
                simulator.partnerCenter().script(customer, fault, fault);
                answers.add(ask(customer));
                service.accept(fault);
                answers.add(given().get("/usage-budget/readiness").asString());
                service.accept(fault);
                timer.renewRefreshToken("{}", new OneInvocation());
            }
        }
        log.stop();

        var secrets = secretsOf(simulator.seen());
        assertThat(secrets).hasSizeGreaterThan(20);
        assertThat(answers).anyMatch(answer -> answer.contains("[removed]"));
        for (var text : answersAndLogLines()) {
            assertThat(text).doesNotContain(ID);
            assertThat(secrets).as(text).noneMatch(text::contains);
            assertThat(text).doesNotContainPattern(TRACE);
        }
    }

    /** Vert.x logs the stack trace of an event loop that is blocked for long, as on an instance that was frozen. */
    @Test
    void a_frozen_instance_leaves_no_stack_trace() {
        var threads = (VertxInternal) vertx;
        assertThat(threads.maxEventLoopExecTimeUnit().toDays(threads.maxEventLoopExecTime()))
                .isEqualTo(365);
    }

    private String ask(String customer) {
        var response = TestCaller.asks(customer, "\"amount\":100").extract().response();
        return response.statusCode() + " " + response.headers() + " " + response.asString();
    }

    private List<String> answersAndLogLines() {
        var all = new ArrayList<>(answers);
        all.addAll(log.lines());
        return all;
    }

    /** The credentials in the recorded requests and their sources. */
    private Set<String> secretsOf(List<RecordedRequest> seen) {
        var secrets = new HashSet<String>();
        secrets.add(simulator.secret());
        secrets.add(simulator.settings().get("IDENTITY_HEADER"));
        // a line from the middle of the private key
        secrets.add(simulator.certificate().pem().lines().skip(5).findFirst().orElseThrow());
        for (var kept : simulator.vault().versions(Simulator.REFRESH_TOKEN_NAME)) secrets.add(kept.value());
        for (var call : seen) {
            for (var field : call.body().split("&")) {
                if (field.matches("(client_assertion|refresh_token|client_secret)=.*"))
                    secrets.add(URLDecoder.decode(field.replaceFirst(".*?=", ""), StandardCharsets.UTF_8));
            }
            var bearer = call.headers().get("authorization");
            if (bearer != null) secrets.add(bearer.substring("Bearer ".length()));
        }
        return secrets;
    }

    private List<Consumer<SimulatedFault>> services() {
        return List.of(
                fault -> simulator.identity().next(fault, fault, fault),
                fault -> simulator.vault().next(fault, fault, fault),
                fault -> simulator.entra().next(fault, fault, fault),
                fault -> simulator.partnerCenter().next(fault, fault, fault, fault, fault, fault));
    }

    private static List<SimulatedFault> faults() {
        var faults = new ArrayList<>(List.of(
                SimulatedFault.droppedBefore(),
                SimulatedFault.droppedAfter(),
                SimulatedFault.html(502),
                SimulatedFault.html(200)));
        for (var status : new int[] {200, 301, 400, 401, 403, 404, 409, 429, 500, 503}) faults.add(echo(status));
        for (var status : new int[] {400, 401, 403, 409}) faults.add(vaultEcho(status));
        faults.add(entraEcho());
        return faults;
    }

    /** A refusal as from Key Vault: the code and the message in an {@code error}, with ids that callers must not see. */
    private static SimulatedFault vaultEcho(int status) {
        return (request, truth) -> {
            var sent = request + " Caller: " + id(request);
            return Reply.json(
                    status,
                    Json.map(
                            "error",
                            Json.map("code", sent, "message", sent, "innererror", Map.of("code", sent)),
                            "statusCode",
                            new Json.Digits("" + status),
                            "message",
                            sent));
        };
    }

    /** Partner Center's messages are passed on. */
    private static String id(RecordedRequest request) {
        return request.service().equals("partner-center") ? "" : ID;
    }

    /** A refusal as from Entra that repeats the request in each member. */
    private static SimulatedFault entraEcho() {
        return (request, truth) -> {
            var sent = request + " AADSTS7000215: " + id(request);
            return Reply.json(
                    400,
                    Json.map("error", sent, "error_description", sent, "error_codes", List.of(sent), "suberror", sent));
        };
    }

    /** An answer that repeats the request wherever the function may quote the answer. */
    private static SimulatedFault echo(int status) {
        return (request, truth) -> {
            var sent = String.valueOf(request);
            return Reply.json(
                            status,
                            Json.map(
                                    "code", sent,
                                    "description", sent,
                                    "source", sent,
                                    "data", List.of(sent),
                                    "error", "invalid_client",
                                    "error_description", sent,
                                    "message", sent,
                                    "attributes", Map.of("objectType", "SpendingBudget", "etag", sent),
                                    "amount", new Json.Digits("100")))
                    .with(
                            "MS-CV",
                            String.valueOf(request.header("Authorization")).replace("Bearer ", ""))
                    .with("Location", "http://127.0.0.1:9/" + status);
        };
    }
}
