package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;

import io.github.usagebudget.config.SettingOverrides;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.TestCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests for a new customer with a budget of 80. */
final class ExampleRequests {
    final String customer = TestCaller.newCustomer();
    final Simulator simulator;
    final SettingOverrides settings;

    ExampleRequests(Simulator simulator, SettingOverrides settings) {
        this.simulator = simulator;
        this.settings = settings;
        simulator.partnerCenter().customer(customer, "80");
    }

    ExampleRequests meeting(SimulatedFault fault) {
        simulator.partnerCenter().script(customer, Collections.nCopies(9, fault).toArray(SimulatedFault[]::new));
        return this;
    }

    Response read() {
        return read(given());
    }

    Response read(RequestSpecification request) {
        return request.get("/usage-budget?customerTenantId=" + customer);
    }

    Response set(String members) {
        return set(given(), members);
    }

    Response set(RequestSpecification request, String members) {
        return TestCaller.post(request, "/usage-budget", "application/json", TestCaller.change(customer, members));
    }

    Response plan(String query, String members, Map<String, String> others) {
        var budgets = others.entrySet().stream().map(other -> TestCaller.change(other.getKey(), other.getValue()));
        var all = Stream.concat(Stream.of(TestCaller.change(customer, members)), budgets);
        return TestCaller.post(
                given(),
                "/budget-plan" + query,
                "application/json",
                "{\"budgets\":[" + all.collect(Collectors.joining(",")) + "]}");
    }

    Response export() {
        return given().get("/budget-plan");
    }

    Response planByDefault(String query) {
        return TestCaller.post(
                given(), "/budget-plan" + query, "application/json", "{\"defaultAmount\":50.10,\"budgets\":[]}");
    }

    /** A token that cannot be checked: the new audience discards the cached keys, and Entra is down. */
    String tokenWhileEntraIsDown() {
        settings.set("CALLER_AUDIENCE", customer);
        simulator
                .entra()
                .next(Collections.nCopies(60, SimulatedFault.status(503)).toArray(SimulatedFault[]::new));
        return simulator.entra().callers().token();
    }

    Response asCaller(String operation, String token) {
        settings.set("CALLER_AUTH", "entra");
        var request = token.isEmpty() ? given() : given().header("Authorization", "Bearer " + token);
        return switch (operation) {
            case AnswerExamples.READ -> read(request);
            case AnswerExamples.EXPORT -> request.get("/budget-plan");
            case AnswerExamples.SET -> set(request, "\"amount\":100");
            case AnswerExamples.PLAN ->
                TestCaller.post(
                        request,
                        "/budget-plan",
                        "application/json",
                        "{\"budgets\":[" + TestCaller.change(TestCaller.newCustomer(), "\"amount\":1") + "]}");
            default -> request.get("/usage-budget/readiness");
        };
    }
}
