package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.partnercenter.BudgetRequests.PartnerCenterClient;
import io.github.usagebudget.simulator.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An in-memory Partner Center in which three of ten answers are faulty. Which ones depends only on seed, customer and turn. */
final class FaultyClient implements PartnerCenterClient {
    private enum InjectedFault {
        THROTTLED,
        BROKEN,
        UNAVAILABLE,
        HTML,
        DROPPED_BEFORE,
        DROPPED_AFTER,
        SLOW
    }

    private static final int FAULTY_OF_TEN = 3;

    final Map<CustomerTenantId, Budget> budgets = new ConcurrentHashMap<>();
    final AtomicInteger patches = new AtomicInteger();
    private final Map<CustomerTenantId, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final VirtualTime time;
    private final long seed;

    // Mutable state
    volatile boolean healthy;

    FaultyClient(VirtualTime time, long seed) {
        this.time = time;
        this.seed = seed;
    }

    @Override
    public HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse {
        return answered(customer, context, () -> {});
    }

    @Override
    public HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse {
        patches.incrementAndGet();
        return answered(change.customer(), context, () -> budgets.put(change.customer(), change.asked()));
    }

    private HttpReply answered(CustomerTenantId customer, UpdateContext context, Runnable effect) throws NoResponse {
        var turn = turns.computeIfAbsent(customer, key -> new AtomicInteger()).incrementAndGet();
        // hash the seed, because similar seeds give similar first numbers
        var random = new Random((seed * 31 + customer.hashCode()) * 31 + turn);
        random.nextLong();
        if (healthy || random.nextInt(10) >= FAULTY_OF_TEN) {
            effect.run();
            return json(
                    200,
                    "{\"amount\":"
                            + budgets.get(customer)
                                    .amount()
                                    .map(Object::toString)
                                    .orElse("null") + ",\"attributes\":{\"objectType\":\"SpendingBudget\"}}");
        }
        switch (InjectedFault.values()[random.nextInt(InjectedFault.values().length)]) {
            case THROTTLED:
                return json(
                        429, "{\"statusCode\":429,\"message\":\"Rate limit is exceeded. Try again in 2 seconds.\"}");
            case BROKEN:
                return json(500, "");
            case UNAVAILABLE:
                return json(503, "");
            case HTML:
                return json(200, "<html></html>");
            case DROPPED_BEFORE:
                throw new NoResponse(true, null);
            case DROPPED_AFTER:
                effect.run();
                throw new NoResponse(true, null);
            default:
                time.advance(context.deadline().atMost(ScriptedClient.TIMEOUT));
                throw new NoResponse(true, null);
        }
    }

    private static HttpReply json(int status, String body) {
        return new HttpReply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
