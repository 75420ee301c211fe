package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A request for each answer that the function can give. Each test has its own {@link ExampleRequests}. */
final class AnswerExamples {
    static final String SET = "SetUsageBudget";
    static final String READ = "ReadUsageBudget";
    static final String EXPORT = "ExportBudgetPlan";
    static final String PLAN = "ApplyBudgetPlan";
    static final String READY = "CheckReadiness";

    private AnswerExamples() {}

    /**
     * A request and its answer.
     *
     * @param operation as the OpenAPI documents name it
     * @param code empty for a success
     */
    record AnswerExample(
            String operation, int status, String code, String how, Function<ExampleRequests, Response> by) {
        /** The operation, status and code, as the OpenAPI documents list them. */
        String answer() {
            return (operation + " " + status + " " + code).strip();
        }

        @Override
        public String toString() {
            return answer() + ": " + how;
        }
    }

    private static AnswerExample row(
            String operation, int status, String code, String how, Function<ExampleRequests, Response> by) {
        return new AnswerExample(operation, status, code, how, by);
    }

    static Stream<AnswerExample> all() {
        return Stream.of(updates(), refusals(), reads(), exports(), plans(), readiness(), callers())
                .flatMap(Function.identity());
    }

    private static Stream<AnswerExample> updates() {
        return Stream.of(
                row(SET, 200, "", "set", its -> its.set("\"amount\":100.10")),
                row(SET, 200, "", "removed", its -> its.set("\"amount\":null,\"removeBudget\":true")),
                row(SET, 200, "", "unchanged", its -> its.set("\"amount\":80.0,\"expectedAmount\":80")),
                row(SET, 200, "", "a dry run", its -> its.set("\"amount\":1,\"dryRun\":true,\"reason\":\"try\"")),
                row(SET, 200, "", "no budget before", its -> {
                    its.simulator.partnerCenter().customerWithoutBudget(its.customer);
                    return its.set("\"amount\":999999999999999.99,\"expectedAmount\":null");
                }),
                row(
                        SET,
                        200,
                        "",
                        "under a key",
                        its -> its.set(
                                given().header("Idempotency-Key", "k").header("x-ms-correlation-id", "08584 run"),
                                "\"amount\":1")));
    }

    private static Stream<AnswerExample> refusals() {
        return Stream.of(
                row(SET, 400, "malformed-request", "unknown fields", its -> its.set("\"colour\":1")),
                row(
                        SET,
                        400,
                        "malformed-request",
                        "a parameter",
                        its -> TestCaller.post(given(), "/usage-budget?dry_run=1", "application/json", "{}")),
                row(
                        SET,
                        400,
                        "malformed-request",
                        "a key that is too long",
                        its -> its.set(given().header("Idempotency-Key", "k".repeat(129)), "\"amount\":1")),
                row(
                        SET,
                        403,
                        "partner-center-forbidden",
                        "no relationship",
                        updateMeets(SimulatedFault.status(403, 20002, "No."))),
                row(
                        SET,
                        404,
                        "customer-unknown",
                        "60003",
                        updateMeets(SimulatedFault.status(404, 60003, "Not found."))),
                row(SET, 405, "method-not-allowed", "PUT", its -> given().put("/usage-budget")),
                row(SET, 409, "budget-changed", "80, not 70", its -> its.set("\"amount\":1,\"expectedAmount\":70")),
                row(SET, 413, "body-too-large", "17 KiB", its -> its.set("\"amount\":1" + " ".repeat(17 * 1024))),
                row(
                        SET,
                        415,
                        "unsupported-media-type",
                        "text",
                        its -> TestCaller.post(given(), "/usage-budget", "text/plain", "x")),
                row(SET, 422, "amount-refused", "by a guard rail", with("BUDGET_MAX_AMOUNT", "99")),
                row(SET, 422, "amount-refused", "with every detail", updateMeets(everyDetail())),
                row(SET, 429, "throttled", "for several hours", updateMeets(SimulatedFault.throttled(9999))),
                row(SET, 500, "misconfigured", "a duration", with("PARTNER_CENTER_DEADLINE", "soon")),
                row(SET, 500, "internal-error", "in the middle", its -> {
                    VirtualBeans.PAUSE_FAILS.set(new IllegalStateException("a fault of ours"));
                    return updateMeets(SimulatedFault.status(503)).apply(its);
                }),
                row(SET, 502, "credentials-refused", "another secret", its -> {
                    its.simulator.entra().secret("another");
                    return its.set("\"amount\":100");
                }),
                row(SET, 502, "partner-center-unavailable", "501", updateMeets(SimulatedFault.status(501))),
                row(
                        SET,
                        502,
                        "partner-center-unavailable",
                        "maintenance",
                        updateMeets(SimulatedFault.status(503).with("Retry-After", "7200"))),
                row(SET, 503, "credentials-unavailable", "no vault", its -> {
                    its.simulator
                            .vault()
                            .next(SimulatedFault.status(503), SimulatedFault.status(503), SimulatedFault.status(503));
                    return its.set("\"amount\":100");
                }),
                row(SET, 503, "credentials-unavailable", "a revoked token and no new one", its -> {
                    its.simulator
                            .entra()
                            .next(
                                    SimulatedFault.none(),
                                    SimulatedFault.status(503),
                                    SimulatedFault.status(503),
                                    SimulatedFault.status(503));
                    return updateMeets(SimulatedFault.status(401, 400, "Access denied"))
                            .apply(its);
                }),
                row(SET, 504, "outcome-unknown", "no answer", its -> {
                    its.simulator
                            .partnerCenter()
                            .script(its.customer, SimulatedFault.droppedAfter(), SimulatedFault.status(403));
                    return its.set("\"amount\":100");
                }));
    }

    private static Stream<AnswerExample> reads() {
        return Stream.of(
                row(READ, 200, "", "read", ExampleRequests::read),
                row(READ, 200, "", "none", its -> {
                    its.simulator.partnerCenter().customerWithoutBudget(its.customer);
                    return its.read();
                }),
                row(READ, 400, "malformed-request", "no customer", its -> given().get("/usage-budget")),
                row(
                        READ,
                        403,
                        "partner-center-forbidden",
                        "no relationship",
                        reads(SimulatedFault.status(403, 20002, "No."))),
                row(READ, 404, "customer-unknown", "60003", reads(SimulatedFault.status(404, 60003, "Not found."))),
                row(READ, 409, "budget-changed", "409", reads(SimulatedFault.status(409))),
                row(READ, 422, "amount-refused", "with every detail", reads(everyDetail())),
                row(READ, 429, "throttled", "for several hours", reads(SimulatedFault.throttled(9999))),
                row(READ, 500, "misconfigured", "a duration", its -> {
                    its.settings.set("PARTNER_CENTER_DEADLINE", "soon");
                    return its.read();
                }),
                row(READ, 500, "internal-error", "in the middle", its -> {
                    VirtualBeans.PAUSE_FAILS.set(new IllegalStateException("a fault of ours"));
                    return reads(SimulatedFault.status(503)).apply(its);
                }),
                row(READ, 502, "credentials-refused", "another secret", its -> {
                    its.simulator.entra().secret("another");
                    return its.read();
                }),
                row(READ, 502, "partner-center-unavailable", "501", reads(SimulatedFault.status(501))),
                row(READ, 503, "credentials-unavailable", "no vault", its -> {
                    its.simulator
                            .vault()
                            .next(SimulatedFault.status(503), SimulatedFault.status(503), SimulatedFault.status(503));
                    return its.read();
                }));
    }

    private static Stream<AnswerExample> exports() {
        return Stream.of(
                row(EXPORT, 200, "", "some with a budget, one without, one refused", its -> {
                    its.simulator.partnerCenter().name(its.customer, "Fabrikam", "fabrikam.example");
                    its.simulator.partnerCenter().customerWithoutBudget(TestCaller.newCustomer());
                    its.meeting(SimulatedFault.status(403, 20002, "No."));
                    return its.export();
                }),
                row(EXPORT, 200, "", "with a user", its -> {
                    its.settings.set("PARTNER_CENTER_GRANT", "app-and-user");
                    return its.export();
                }),
                row(EXPORT, 400, "malformed-request", "a tab", its -> given().get("/budget-plan?separator=tab")),
                row(
                        EXPORT,
                        403,
                        "partner-center-forbidden",
                        "no role",
                        lists(SimulatedFault.status(403, 900308, "No."))),
                row(EXPORT, 404, "customer-unknown", "404", lists(SimulatedFault.status(404, 60003, "Not found."))),
                row(EXPORT, 409, "budget-changed", "409", lists(SimulatedFault.status(409))),
                row(EXPORT, 422, "amount-refused", "with every detail", lists(everyDetail())),
                row(EXPORT, 429, "throttled", "for several hours", lists(SimulatedFault.throttled(9999))),
                row(EXPORT, 500, "misconfigured", "a duration", its -> {
                    its.settings.set("BUDGET_PLAN_TIME_LIMIT", "soon");
                    return its.export();
                }),
                row(EXPORT, 500, "internal-error", "in the middle", its -> {
                    VirtualBeans.PAUSE_FAILS.set(new IllegalStateException("a fault of ours"));
                    return lists(SimulatedFault.status(503)).apply(its);
                }),
                row(EXPORT, 502, "credentials-refused", "another secret", its -> {
                    its.simulator.entra().secret("another");
                    return its.export();
                }),
                row(EXPORT, 502, "partner-center-unavailable", "501", lists(SimulatedFault.status(501))),
                row(EXPORT, 503, "credentials-unavailable", "no vault", its -> {
                    its.simulator
                            .vault()
                            .next(Collections.nCopies(9, SimulatedFault.status(503))
                                    .toArray(SimulatedFault[]::new));
                    return its.export();
                }),
                row(EXPORT, 503, "export-incomplete", "throttled until the time limit", its -> {
                    its.settings.set("BUDGET_PLAN_CONCURRENCY", "1");
                    its.settings.set("BUDGET_PLAN_TIME_LIMIT", "8s");
                    its.simulator.partnerCenter().customer(TestCaller.newCustomer(), "1");
                    its.simulator
                            .partnerCenter()
                            .budgets()
                            .forEach(id -> its.simulator
                                    .partnerCenter()
                                    .script(id, SimulatedFault.throttled(7), SimulatedFault.throttled(7)));
                    return its.export();
                }));
    }

    private static Function<ExampleRequests, Response> lists(SimulatedFault fault) {
        return its -> {
            its.simulator.partnerCenter().next(Collections.nCopies(3, fault).toArray(SimulatedFault[]::new));
            return its.export();
        };
    }

    private static SimulatedFault everyDetail() {
        var refusal = Json.map(
                "code",
                new Json.Digits("2000"),
                "description",
                "Refused.",
                "data",
                List.of("a"),
                "source",
                "PartnerFD");
        return SimulatedFault.answering(Reply.json(400, refusal)).with("MS-CV", "9xSdx0Pqr0e3.0");
    }

    private static Stream<AnswerExample> plans() {
        return Stream.of(
                row(PLAN, 200, "", "one set, one failed, one removed", its -> {
                    var none = TestCaller.newCustomer();
                    var gone = TestCaller.newCustomer();
                    its.simulator.partnerCenter().customerWithoutBudget(none);
                    its.simulator.partnerCenter().customer(gone, "5.00");
                    return its.plan(
                            "",
                            "\"amount\":90.10",
                            Map.of(
                                    none,
                                    "\"amount\":1,\"expectedAmount\":7",
                                    gone,
                                    "\"amount\":null,\"removeBudget\":true"));
                }),
                row(PLAN, 200, "", "a dry run", its -> its.plan("?dryRun=true", "\"amount\":1", Map.of())),
                row(PLAN, 200, "", "no time left for the second", its -> {
                    its.settings.set("BUDGET_PLAN_CONCURRENCY", "1");
                    its.settings.set("BUDGET_PLAN_TIME_LIMIT", "8s");
                    its.simulator.partnerCenter().script(its.customer, SimulatedFault.throttled(7));
                    return its.plan("", "\"amount\":1", Map.of(TestCaller.newCustomer(), "\"amount\":1"));
                }),
                row(PLAN, 200, "", "undone", its -> {
                    var run = its.plan("", "\"amount\":90.10", Map.of());
                    return TestCaller.post(given(), "/budget-plan?undo=true", "application/json", run.asString());
                }),
                row(
                        PLAN,
                        400,
                        "malformed-request",
                        "a plan to be undone",
                        its -> its.plan("?undo=true", "\"amount\":1", Map.of())),
                row(PLAN, 200, "", "with a default, and a customer that Partner Center refuses", its -> {
                    its.simulator.partnerCenter().forgetCustomers();
                    its.simulator.partnerCenter().customerWithoutBudget(TestCaller.newCustomer());
                    its.simulator.partnerCenter().customer(its.customer, "80");
                    return its.meeting(SimulatedFault.status(403, 20002, "No.")).planByDefault("");
                }),
                row(PLAN, 200, "", "in another currency", its -> {
                    its.settings.set("PARTNER_CENTER_GRANT", "app-and-user");
                    its.simulator.partnerCenter().forgetCustomers();
                    its.simulator.partnerCenter().customer(its.customer, "80");
                    return its.plan("", "\"amount\":1,\"currency\":\"USD\"", Map.of());
                }),
                row(
                        PLAN,
                        403,
                        "partner-center-forbidden",
                        "no role",
                        listsForDefault(SimulatedFault.status(403, 900308, "No."))),
                row(
                        PLAN,
                        404,
                        "customer-unknown",
                        "404",
                        listsForDefault(SimulatedFault.status(404, 60003, "Not found."))),
                row(PLAN, 409, "budget-changed", "409", listsForDefault(SimulatedFault.status(409))),
                row(PLAN, 422, "amount-refused", "with every detail", listsForDefault(everyDetail())),
                row(PLAN, 429, "throttled", "for several hours", listsForDefault(SimulatedFault.throttled(9999))),
                row(PLAN, 502, "credentials-refused", "another secret", its -> {
                    its.simulator.entra().secret("another");
                    return its.planByDefault("");
                }),
                row(PLAN, 502, "partner-center-unavailable", "501", listsForDefault(SimulatedFault.status(501))),
                row(PLAN, 503, "credentials-unavailable", "no vault", its -> {
                    its.simulator
                            .vault()
                            .next(Collections.nCopies(9, SimulatedFault.status(503))
                                    .toArray(SimulatedFault[]::new));
                    return its.planByDefault("");
                }),
                row(PLAN, 400, "malformed-request", "text", its -> its.plan("", "\"amount\":\"1\"", Map.of())),
                row(
                        PLAN,
                        400,
                        "malformed-request",
                        "dryRun=perhaps",
                        its -> its.plan("?dryRun=1", "\"amount\":1", Map.of())),
                row(PLAN, 405, "method-not-allowed", "PUT", its -> given().put("/budget-plan")),
                row(
                        PLAN,
                        413,
                        "body-too-large",
                        "17 MiB",
                        its -> TestCaller.post(
                                given(), "/budget-plan", "application/json", " ".repeat(17 * 1024 * 1024))),
                row(
                        PLAN,
                        415,
                        "unsupported-media-type",
                        "XML",
                        its -> TestCaller.post(given(), "/budget-plan", "application/xml", "<a/>")),
                row(
                        PLAN,
                        415,
                        "unsupported-media-type",
                        "a table to be undone",
                        its -> TestCaller.post(
                                given(), "/budget-plan?undo=true", "text/csv", "customerTenantId,outcome")),
                row(PLAN, 422, "amount-refused", "above the limit on the total", its -> {
                    its.settings.set("BUDGET_PLAN_MAX_TOTAL", "1");
                    its.settings.set("BUDGET_MAX_AMOUNT", "1");
                    return its.plan("", "\"amount\":2", Map.of());
                }),
                row(PLAN, 500, "misconfigured", "a concurrency of 0", its -> {
                    its.settings.set("BUDGET_PLAN_CONCURRENCY", "0");
                    return its.plan("", "\"amount\":1", Map.of());
                }),
                row(PLAN, 500, "internal-error", "while listing", its -> {
                    its.settings.set("PARTNER_CENTER_GRANT", "app-and-user");
                    its.simulator.partnerCenter().next(SimulatedFault.status(503));
                    VirtualBeans.PAUSE_FAILS.set(new IllegalStateException("a fault of ours"));
                    return its.plan("", "\"amount\":1", Map.of());
                }));
    }

    private static Stream<AnswerExample> readiness() {
        return Stream.of(
                row(READY, 200, "", "ready", its -> given().get("/usage-budget/readiness")),
                row(READY, 200, "", "not ready", its -> {
                    its.simulator.identity().next(SimulatedFault.status(400));
                    return given().get("/usage-budget/readiness");
                }),
                row(READY, 400, "malformed-request", "a parameter", its -> given().get("/usage-budget/readiness?x=1")),
                row(READY, 405, "method-not-allowed", "POST", its -> given().post("/usage-budget/readiness")),
                row(READY, 500, "misconfigured", "entar", its -> {
                    its.settings.set("CALLER_AUTH", "entar");
                    return given().get("/usage-budget/readiness");
                }),
                row(READY, 500, "internal-error", "while asking for keys", its -> {
                    VirtualBeans.PAUSE_FAILS.set(new IllegalStateException("a fault of ours"));
                    return its.asCaller(READY, its.tokenWhileEntraIsDown());
                }));
    }

    /** With CALLER_AUTH=entra, every operation answers them. */
    private static Stream<AnswerExample> callers() {
        return Stream.of(SET, READ, EXPORT, PLAN, READY)
                .flatMap(each -> Stream.of(
                        row(each, 401, "caller-unauthenticated", "no token", its -> its.asCaller(each, "")),
                        row(
                                each,
                                403,
                                "caller-forbidden",
                                "no role",
                                its -> its.asCaller(
                                        each, its.simulator.entra().callers().tokenWithClaims("roles", null))),
                        row(
                                each,
                                503,
                                "credentials-unavailable",
                                "no keys",
                                its -> its.asCaller(each, its.tokenWhileEntraIsDown()))));
    }

    private static Function<ExampleRequests, Response> updateMeets(SimulatedFault fault) {
        return its -> its.meeting(fault).set("\"amount\":100");
    }

    private static Function<ExampleRequests, Response> reads(SimulatedFault fault) {
        return its -> its.meeting(fault).read();
    }

    private static Function<ExampleRequests, Response> with(String setting, String value) {
        return its -> {
            its.settings.set(setting, value);
            return its.set("\"amount\":100");
        };
    }

    private static Function<ExampleRequests, Response> listsForDefault(SimulatedFault fault) {
        return its -> {
            its.simulator.partnerCenter().next(Collections.nCopies(3, fault).toArray(SimulatedFault[]::new));
            return its.planByDefault("");
        };
    }
}
