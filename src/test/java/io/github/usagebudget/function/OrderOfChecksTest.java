package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.local.HostRequest;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answer names the first fault of a request, in this order: caller, method, query, media type, size, unknown settings, body. */
@QuarkusTest
class OrderOfChecksTest extends ApplicationFixture {
    private static final List<String> ORDER = List.of(
            "caller-unauthenticated",
            "method-not-allowed",
            "malformed-request /?dry_run",
            "unsupported-media-type",
            "body-too-large",
            "misconfigured",
            "malformed-request /");

    @Inject
    HttpTriggers triggers;

    @Test
    void the_answer_reports_only_the_first_fault() {
        for (var first = 0; first < ORDER.size(); first++) {
            assertThat(problem(first, true)).isEqualTo(ORDER.get(first));
            assertThat(problem(first, false)).isEqualTo(ORDER.get(first));
        }
    }

    /** The answer to a request with all faults from {@code first} on. */
    private String problem(int first, boolean ofPlan) {
        if (first <= 0) settings.set("CALLER_AUTH", "entra");
        else settings.end();
        if (first <= 5) settings.set("BUDGET_MAX_AMMOUNT", "1");
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", first <= 3 ? "application/octet-stream" : "application/json");
        var request = new HostRequest(
                first <= 1 ? HttpMethod.PUT : HttpMethod.POST,
                "https://app.example/api" + (first <= 2 ? "?dry_run=true" : ""),
                headers,
                first <= 4 ? "x".repeat(ofPlan ? 17 * 1024 * 1024 : 17 * 1024) : "[]");
        var answer = ofPlan
                ? triggers.budgetPlan(request, new OneInvocation())
                : triggers.usageBudget(request, new OneInvocation());
        var problem = Json.object(answer.getBody().toString());
        if (!(problem.get("errors") instanceof List<?> errors)) return (String) problem.get("code");
        return problem.get("code") + " /" + ((java.util.Map<?, ?>) errors.get(0)).get("pointer");
    }
}
