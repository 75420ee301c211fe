package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.local.HostRequest;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No mistake in a query turns a dry run into a write, in any HTTP function. The requests are those that the worker passes on. */
@QuarkusTest
class RefusedQueryTest extends CustomerFixture {
    @Inject
    HttpTriggers triggers;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?dryRun",
                "?dryRun=",
                "?dryRun=TRUE",
                "?dry_run=true",
                "?DryRun=true",
                "?dryRun=true&dryRun=true",
                "?dryRun=true&dryRun=false",
                "?undo=maybe",
                "?undo",
                "?Undo=true",
                "?separator=tab",
                "?dryRun=true&x=a|b",
                "?dryRun=%zz"
            })
    void a_misspelled_query_causes_no_request_to_a_service(String query) {
        for (var answer : List.of(set(query, "\"amount\":100"), read(query), plan(query), ready(query))) {
            assertThat(answer.getStatus().value()).isEqualTo(400);
            assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
            assertThat(body(answer)).containsEntry("code", "malformed-request").containsKey("errors");
        }
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?undo=true", "?undo=false", "?separator=comma"})
    void parameters_of_plans_are_refused_by_the_other_functions(String query) {
        for (var answer : List.of(set(query, "\"amount\":100"), read(query), ready(query)))
            assertThat(body(answer)).containsEntry("code", "malformed-request").containsKey("errors");
        assertThat(simulator.seen()).isEmpty();
        assertThat(plan("?undo=false&separator=semicolon&code=k").getStatus().value())
                .isEqualTo(200);
    }

    @Test
    void the_misspelled_parameter_is_named() {
        assertThat(body(set("?dry_run=true", "\"amount\":100")))
                .containsEntry(
                        "detail",
                        "The query parameter dry_run is not known here; this request can have dryRun. Nothing was written.")
                .containsEntry(
                        "errors",
                        List.of(Json.map(
                                "pointer", "?dry_run", "detail", "is not known here; this request can have dryRun")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # query              | members                       | status | outcome
            ''                   | "amount":100                  | 200    | updated
            ?code=key            | "amount":100                  | 200    | updated
            ?dryRun=false        | "amount":100                  | 200    | updated
            ?dryRun=false        | "amount":100,"dryRun":false   | 200    | updated
            ?dryRun=true         | "amount":100                  | 200    | planned
            ?dryRun=true         | "amount":100,"dryRun":true    | 200    | planned
            ?dryRun=true         | "dryRun":true,"amount":80     | 200    | unchanged
            ?code=k&dryRun=true  | "amount":100                  | 200    | planned
            ?dryRun=true         | "amount":100,"dryRun":false   | 400    | /dryRun
            ?dryRun=false        | "amount":100,"dryRun":true    | 400    | /dryRun
            ?dryRun=true         | "amount":100,"dryRun":null    | 400    | /dryRun
            """)
    void a_dry_run_can_be_requested_in_the_query_in_the_body_or_in_both(
            String query, String members, int status, String outcome) {
        var answer = set(query, members);
        assertThat(answer.getStatus().value()).isEqualTo(status);
        assertThat(answer.getBody().toString()).contains("\"" + outcome + "\"");
        assertThat(simulator.partnerCenter().budget(customer)).contains(outcome.equals("updated") ? "100" : "80");
    }

    private HostRequest.HostResponse set(String query, String members) {
        var request = post("/api/usage-budget" + query, TestCaller.change(customer, members));
        return (HostRequest.HostResponse) triggers.usageBudget(request, new OneInvocation());
    }

    private HostRequest.HostResponse read(String query) {
        var url = "https://app.example/api/usage-budget" + query;
        var request = new HostRequest(HttpMethod.GET, url, Map.of(), "");
        return (HostRequest.HostResponse) triggers.usageBudget(request, new OneInvocation());
    }

    private HostRequest.HostResponse plan(String query) {
        var plan = "{\"budgets\":[" + TestCaller.change(customer, "\"amount\":100") + "]}";
        return (HostRequest.HostResponse)
                triggers.budgetPlan(post("/api/budget-plan" + query, plan), new OneInvocation());
    }

    private HostRequest.HostResponse ready(String query) {
        var url = "https://app.example/api/usage-budget/readiness" + query;
        var request = new HostRequest(HttpMethod.GET, url, Map.of(), "");
        return (HostRequest.HostResponse) triggers.readiness(request, new OneInvocation());
    }

    private static HostRequest post(String path, String body) {
        return new HostRequest(
                HttpMethod.POST, "https://app.example" + path, Map.of("content-type", "application/json"), body);
    }

    private static Map<String, Object> body(HostRequest.HostResponse answer) {
        return Json.object(answer.getBody().toString());
    }
}
