package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Up to five random faults in each of the identity endpoint, Key Vault and Entra. Every answer is a documented one, and nothing garbled is cached or sent.
 */
@QuarkusTest
class EntraFaultTest extends ApplicationFixture {
    /** For more rounds: {@code -DargLine=-DsignInRounds=3000}. */
    private static final int ROUNDS = Integer.getInteger("signInRounds", 150);

    private static final List<String> SERVICES = List.of("identity", "vault", "entra");

    /** A fault with a name. A transient fault does not refuse the credentials. */
    private record Played(String name, boolean passing, SimulatedFault fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void no_fault_is_cached_or_causes_an_undocumented_answer() {
        for (var seed = 0; seed < ROUNDS; seed++) play(seed);
    }

    private void play(int seed) {
        var random = new Random(seed);
        VirtualBeans.freshStart(simulator);
        settings.set("PARTNER_CENTER_GRANT", one(random, "app", "app-and-user"));
        settings.set("PARTNER_CENTER_CREDENTIAL", one(random, "client-secret", "certificate", "managed-identity"));
        var script = Stream.of("identity", "vault", "entra")
                .map(service -> played(random, service))
                .toList();
        for (var service = 0; service < SERVICES.size(); service++) next(SERVICES.get(service), script.get(service));
        var story = "seed " + seed + ": " + script;

        var customer = TestCaller.newCustomer();
        simulator.partnerCenter().customer(customer, "80");
        var response = update(customer);
        check(response, script, story);
        var answer = response.headers() + response.asString();
        assertThat(secrets()).as(story).noneMatch(answer::contains);

        simulator.clearFaults();
        simulator.forgetRequests();
        assertThat(update(customer).statusCode()).as(story + ", then none").isEqualTo(200);
    }

    private void check(Response response, List<List<Played>> script, String story) {
        var asked = simulator.seen("partner-center");
        var code = response.jsonPath().getString("code");
        var expected =
                Map.of(200, "", 500, "misconfigured", 502, "credentials-refused", 503, "credentials-unavailable");
        assertThat(expected).as(story).containsEntry(response.statusCode(), code == null ? "" : code);
        assertThat(asked).as(story).hasSize(response.statusCode() == 200 ? 1 : 0);
        if (script.stream().flatMap(List::stream).allMatch(Played::passing))
            assertThat(response.statusCode()).as(story + response.asString()).isIn(200, 503);
        if (script.stream()
                .allMatch(faults -> faults.size() < 3 && faults.stream().allMatch(Played::passing)))
            assertThat(response.statusCode()).as(story).isEqualTo(200);
        // a credential, a consent and an assertion can each be replaced once
        assertThat(simulator.seen("entra").size()).as(story).isLessThanOrEqualTo(4 * 3);
        assertThat(simulator.seen().size()).as(story).isLessThanOrEqualTo(60);
    }

    private static Response update(String customer) {
        return TestCaller.asks(customer, "\"amount\":100").extract().response();
    }

    private void next(String service, List<Played> faults) {
        var script = faults.stream().map(Played::fault).toArray(SimulatedFault[]::new);
        switch (service) {
            case "identity" -> simulator.identity().next(script);
            case "vault" -> simulator.vault().next(script);
            default -> simulator.entra().next(script);
        }
    }

    private static List<Played> played(Random random, String service) {
        var faults = new ArrayList<Played>();
        for (var i = Math.max(0, random.nextInt(8) - 2); i > 0; i--) faults.add(fault(random, service));
        return faults;
    }

    private static Played fault(Random random, String service) {
        return switch (random.nextInt(8)) {
            case 0 -> new Played("dropped before", true, SimulatedFault.droppedBefore());
            case 1 -> new Played("dropped after", true, SimulatedFault.droppedAfter());
            case 2 -> status(random);
            case 3 -> new Played("gateway's 400", true, gateways());
            case 4 -> new Played("page with 200", true, SimulatedFault.html(200));
            case 5 -> new Played("half a body", true, halved());
            case 6 -> odd(random, service);
            default -> refusal(random, service);
        };
    }

    private static Played status(Random random) {
        var status = Integer.parseInt(one(random, "408", "429", "500", "502", "503", "504"));
        return new Played(
                "" + status, true, random.nextBoolean() ? SimulatedFault.status(status) : SimulatedFault.html(status));
    }

    private static SimulatedFault gateways() {
        return SimulatedFault.answering(
                Reply.text(400, "text/html", "<h1>400 Bad Request</h1>").with("Connection", "close"));
    }

    /** A cut body is no longer JSON. */
    private static SimulatedFault halved() {
        return (request, truth) -> {
            var reply = truth.apply(request);
            return new Reply(reply.status(), reply.headers(), Arrays.copyOf(reply.body(), reply.body().length / 2));
        };
    }

    private static Played odd(Random random, String service) {
        var token = one(random, "abc\ndef", "abc def", "", "\u00e9");
        var time = one(random, "1/10/2030 8:01:28 AM +00:00", "2030-07-02 08:00:34Z", "soon", "-1", "0", "");
        return switch (service) {
            case "identity" ->
                random.nextBoolean()
                        ? new Played("token " + Json.write(token), true, changing("access_token", token))
                        : new Played("expires_on " + time, true, changing("expires_on", time));
            case "entra" ->
                random.nextBoolean()
                        ? new Played("token " + Json.write(token), true, changing("access_token", token))
                        : new Played("expires_in " + time, true, changing("expires_in", time));
            default -> new Played("byte order mark", true, SimulatedFault.byteOrderMark());
        };
    }

    /** A refusal has no body to garble. */
    private static SimulatedFault changing(String name, String value) {
        return SimulatedFault.changing(body -> body.computeIfPresent(name, (same, before) -> value));
    }

    private static Played refusal(Random random, String service) {
        return switch (service) {
            case "identity" -> {
                var empty = random.nextBoolean();
                var message = Map.of("statusCode", new Json.Digits("400"), "message", "No MSI found");
                yield empty
                        ? new Played("empty 403", true, SimulatedFault.status(403))
                        : new Played("no such identity", false, SimulatedFault.answering(Reply.json(400, message)));
            }
            case "vault" -> {
                var code = one(
                        random, "ForbiddenByConnection", "ForbiddenByRbac", "SecretDisabled", "AKV10032", "AKV10046");
                var error = Json.map("code", "x", "message", code + ": text", "innererror", Map.of("code", code));
                var reply = Reply.json(code.startsWith("AKV") ? 401 : 403, Json.map("error", error));
                yield new Played(code, code.equals("AKV10046"), SimulatedFault.answering(reply));
            }
            default -> {
                var number = one(random, "7000215", "700213", "7002138", "700024", "700016", "70000", "50076", "90055");
                var error = one(random, "invalid_client", "invalid_grant");
                var body = Json.map("error", error, "error_description", "AADSTS" + number + ": text");
                yield new Played(
                        "AADSTS" + number, number.equals("90055"), SimulatedFault.answering(Reply.json(400, body)));
            }
        };
    }

    private List<String> secrets() {
        return simulator.seen().stream()
                .map(RecordedRequest::headers)
                .flatMap(headers -> Stream.ofNullable(headers.get("authorization")))
                .map(bearer -> bearer.replace("Bearer ", ""))
                .toList();
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
