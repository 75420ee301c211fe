package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.partnercenter.PartnerCenterApi.SpendingBudgetResource;
import io.github.usagebudget.partnercenter.RandomStory.Step;
import io.github.usagebudget.partnercenter.RandomStory.StoryFault;
import io.github.usagebudget.simulator.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** A Partner Center that follows a story, stores one customer's budget and records every request. Not thread-safe. */
final class RandomStoryServer implements PartnerCenterApi {
    private static final Step FINE = new Step(StoryFault.OK, false, null);

    /**
     * A request that arrived, and its effect.
     *
     * @param before the budget when it arrived
     * @param shown the budget that its answer truthfully names; empty if it names none
     */
    record StoryRequest(
            boolean patch, UUID id, StoryFault fault, boolean applied, Budget before, Optional<Budget> answered) {}

    private final VirtualTime time;
    private final Deque<Step> steps;
    private final RandomStory story;

    // Mutable state
    final List<StoryRequest> requests = new ArrayList<>();
    Budget budget;
    boolean meddled;
    private Step current = FINE;
    private boolean drawn;

    RandomStoryServer(RandomStory story, VirtualTime time) {
        this.story = story;
        this.time = time;
        this.steps = new ArrayDeque<>(story.steps());
        this.budget = RandomStory.budget(story.initial());
    }

    /** A step starts when its request gets a token, or fails to get one. */
    Optional<BudgetFailure> credentials() {
        current = steps.isEmpty() ? FINE : steps.poll();
        drawn = true;
        return switch (current.fault()) {
            case NO_CREDENTIALS -> Optional.of(BudgetFailure.of(CREDENTIALS_UNAVAILABLE, "Entra is down."));
            case CREDENTIALS_REFUSED -> Optional.of(BudgetFailure.of(CREDENTIALS_REFUSED, "The secret has expired."));
            default -> Optional.empty();
        };
    }

    /** While the client waits, someone else can set the budget. */
    void waited() {
        if (current.meddled() == null) return;
        budget = RandomStory.budget(current.meddled());
        meddled = true;
        current = FINE;
    }

    @Override
    public Uni<RestResponse<byte[]>> get(
            String customer, String authorization, UUID requestId, UUID correlationId, String traceParent) {
        return answered(false, requestId, budget);
    }

    @Override
    public Uni<RestResponse<byte[]>> patch(
            String customer,
            String authorization,
            UUID requestId,
            UUID correlationId,
            String traceParent,
            SpendingBudgetResource resource) {
        checkWire(resource);
        return answered(true, requestId, new Budget(resource.amount()));
    }

    private void checkWire(SpendingBudgetResource resource) {
        var amount = story.amount() == null ? "null" : new BigDecimal(story.amount()).toPlainString();
        var expected = "{\"Amount\":" + amount + ",\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}";
        if (!JsonText.of(resource).equals(expected))
            throw new AssertionError("sent " + JsonText.of(resource) + " instead of " + expected);
    }

    private Uni<RestResponse<byte[]>> answered(boolean patch, UUID requestId, Budget asked) {
        if (!drawn) throw new AssertionError("a request without a token");
        drawn = false;
        var fault = current.fault();
        // a read always returns the true budget, because no client could determine an outcome from a wrong one
        if (!patch && fault == StoryFault.OTHER_AMOUNT) fault = StoryFault.OK;
        var before = budget;
        var applied = patch && (fault == StoryFault.OK || current.applied());
        if (applied) budget = asked;
        // a garbled answer without an amount shows no budget
        var truthful = fault == StoryFault.OK
                || fault == StoryFault.GARBLED && budget.amount().isEmpty();
        var answered = truthful ? Optional.of(budget) : Optional.<Budget>empty();
        requests.add(new StoryRequest(patch, requestId, fault, applied, before, answered));
        return answer(fault);
    }

    private Uni<RestResponse<byte[]>> answer(StoryFault fault) {
        return switch (fault) {
            case OK -> json(200, resource(budget.toString(), "SpendingBudget", UpdateFixture.CUSTOMER.toString()));
            case NO_CREDENTIALS, CREDENTIALS_REFUSED -> throw new AssertionError("sent without credentials");
            case NO_CONNECTION -> Uni.createFrom().failure(new ConnectException("refused"));
            case DROP -> Uni.createFrom().failure(new IOException("connection was closed"));
            case SLOW -> {
                time.advance(Duration.ofSeconds(30));
                yield Uni.createFrom().failure(new IOException("no answer"));
            }
            case S102 -> Uni.createFrom().item(RestResponse.status(102));
            case HTML -> text(200, "<html>Sign in</html>");
            case EMPTY -> text(200, "");
            case GARBLED ->
                json(200, resource(budget.toString(), "SpendingBudget", "").replace("\"amount\"", "\"ount\""));
            case OTHER_AMOUNT -> json(200, resource("77.77", "SpendingBudget", ""));
            case OTHER_TYPE -> json(200, resource(budget.toString(), "Customer", ""));
            case TWICE ->
                json(
                        200,
                        "{\"amount\":77,"
                                + resource(budget.toString(), "SpendingBudget", "")
                                        .substring(1));
            case CROSSED ->
                json(
                        200,
                        resource(
                                RandomStory.budget(story.amount()).toString(),
                                "SpendingBudget",
                                "11111111-2222-4333-8444-555555555555"));
            case GATEWAY_400 -> text(400, "<h1>400 Bad Request</h1>");
            case S429_SOON -> json(429, "{\"code\":429}", Map.of("Retry-After", "2"));
            case S429_LATE -> json(429, "{\"code\":429}", Map.of("Retry-After", "99999999999"));
            case S500_FINAL -> json(500, "{\"code\":1,\"isRetryable\":false}");
            case S503_FINAL -> json(503, "{\"code\":1,\"isRetryable\":false}");
            default -> json(Integer.parseInt(fault.name().substring(1)), "{\"code\":1}");
        };
    }

    private static String resource(String amount, String type, String customer) {
        return "{\"amount\":" + (amount.equals("none") ? "null" : amount) + ",\"attributes\":{\"objectType\":\"" + type
                + "\"},\"links\":{\"self\":{\"uri\":\"/v1/customers/" + customer + "/usagebudget\"}}}";
    }

    private static Uni<RestResponse<byte[]>> json(int status, String body) {
        return json(status, body, Map.of("MS-RequestId", "1"));
    }

    private static Uni<RestResponse<byte[]>> text(int status, String body) {
        return json(status, body, Map.of());
    }

    private static Uni<RestResponse<byte[]>> json(int status, String body, Map<String, String> headers) {
        var response = ResponseBuilder.<byte[]>create(status).entity(body.getBytes(StandardCharsets.UTF_8));
        headers.forEach(response::header);
        return Uni.createFrom().item(response.build());
    }

    @Override
    public Uni<RestResponse<byte[]>> usageRecords(
            Map<String, String> page,
            String continuationToken,
            String authorization,
            UUID requestId,
            UUID correlationId,
            String traceParent) {
        return json(200, "{\"items\":[" + records() + "]}");
    }

    private String records() {
        var truth = RandomStory.budget(story.initial()).toString();
        return switch (story.listed()) {
            case TRUE -> record(truth, "amount", "SpendingBudget");
            case AS_PLANNED -> record(RandomStory.budget(story.amount()).toString(), "amount", "SpendingBudget");
            case STALE -> record("55.55", "amount", "SpendingBudget");
            case MISSPELLED -> record(truth.equals("none") ? "55" : truth, "ammount", "SpendingBudget");
            case CONTRADICTORY ->
                record(RandomStory.budget(story.amount()).toString(), "amount", "SpendingBudget")
                        .replace("{\"amount\"", "{\"usageSpendingBudget\":55.55,\"amount\"");
            case TWICE ->
                record(RandomStory.budget(story.amount()).toString(), "amount", "SpendingBudget") + ","
                        + record("55.55", "amount", "SpendingBudget");
            case ANOTHER_TYPE -> record(RandomStory.budget(story.amount()).toString(), "amount", "Customer");
            case ABSENT -> "";
        };
    }

    private static String record(String amount, String name, String type) {
        return "{\"resourceId\":\"" + UpdateFixture.CUSTOMER + "\",\"budget\":{\"" + name + "\":"
                + (amount.equals("none") ? "null" : amount) + ",\"attributes\":{\"objectType\":\"" + type + "\"}}}";
    }

    @Override
    public Uni<RestResponse<byte[]>> customers(
            Map<String, String> page,
            String continuationToken,
            String authorization,
            UUID requestId,
            UUID correlationId,
            String traceParent) {
        throw new UnsupportedOperationException("no one asks for customers here");
    }
}
