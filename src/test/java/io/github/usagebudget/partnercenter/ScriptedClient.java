package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.partnercenter.BudgetRequests.PartnerCenterClient;
import io.github.usagebudget.simulator.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An in-memory Partner Center for one customer that follows a script. A step is {@code ok}; a status ({@code 503}; {@code 429:57}
 * with Retry-After); {@code drop} or {@code slow} (no answer, at once or after the timeout); {@code refused} (no connection); {@code unsigned} (no credentials to send it with); {@code junk} (200
 * with HTML); {@code other} (200 with another amount); {@code crossed} (200 for another customer); {@code final} (503 that is not to be retried); {@code gateway} (a 400 of a gateway's). With a
 * star ({@code drop*}) a PATCH is done all the same.
 */
final class ScriptedClient implements PartnerCenterClient {
    private static final String ANOTHER = "11111111-2222-4333-8444-555555555555";

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final VirtualTime time;
    private final Supplier<String> patchScript;
    private final Supplier<String> getScript;

    // Mutable state
    Budget budget;
    int patches;
    int gets;
    boolean doneInSilence;

    ScriptedClient(VirtualTime time, Budget budget, Supplier<String> patchScript, Supplier<String> getScript) {
        this.time = time;
        this.budget = budget;
        this.patchScript = patchScript;
        this.getScript = getScript;
    }

    /** Follows the steps in turn; the last step repeats forever. */
    static Supplier<String> steps(String script) {
        var steps = new java.util.ArrayDeque<>(java.util.List.of(script.split(" ")));
        return () -> steps.size() > 1 ? steps.poll() : steps.peek();
    }

    @Override
    public HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse {
        var step = getScript.get();
        if (step.equals("unsigned")) throw withoutCredentials();
        context.count(context.readId());
        gets++;
        return answer(step, context);
    }

    @Override
    public HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse {
        var step = patchScript.get();
        if (step.equals("unsigned")) throw withoutCredentials();
        context.count(context.writeId());
        patches++;
        var done = step.equals("ok") || step.endsWith("*");
        if (done) budget = change.asked();
        if (step.equals("drop*") || step.equals("slow*")) doneInSilence = true;
        return answer(step.replace("*", ""), context);
    }

    private HttpReply answer(String step, UpdateContext context) throws NoResponse {
        switch (step) {
            case "ok":
                return json(
                        200,
                        "{\"amount\":" + budget.amount().map(Object::toString).orElse("null") + "}",
                        null);
            case "drop":
                throw new NoResponse(true, null);
            case "refused":
                throw new NoResponse(false, null);
            case "slow":
                time.advance(context.deadline().atMost(TIMEOUT));
                throw new NoResponse(true, null);
            case "junk":
                return json(200, "<html>", null);
            case "gateway":
                return new HttpReply(
                        400, Map.of(), "<html><h1>Bad Request</h1></html>".getBytes(StandardCharsets.UTF_8));
            case "final":
                return json(503, "{\"code\":1,\"isRetryable\":false}", null);
            case "crossed":
                return json(
                        200,
                        "{\"amount\":100,\"links\":{\"self\":{\"uri\":\"/customers/" + ANOTHER + "/usagebudget\"}}}",
                        null);
            case "other":
                return json(200, "{\"amount\":77}", null);
            default:
                var parts = step.split(":");
                return json(Integer.parseInt(parts[0]), "{\"code\":1}", parts.length > 1 ? parts[1] : null);
        }
    }

    private static BudgetFailure withoutCredentials() {
        return BudgetFailure.of(CREDENTIALS_UNAVAILABLE, "Entra is down.");
    }

    private static HttpReply json(int status, String body, String retryAfter) {
        var headers = retryAfter == null ? Map.<String, String>of() : Map.of("Retry-After", retryAfter);
        return new HttpReply(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
