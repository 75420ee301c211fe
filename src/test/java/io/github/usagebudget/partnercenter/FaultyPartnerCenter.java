package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.simulator.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A Partner Center for many customers in memory, three of whose ten answers are faulty; which ones depends on seed, customer and turn alone. */
final class FaultyPartnerCenter implements Wire {
    private enum Fault {
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

    FaultyPartnerCenter(VirtualTime time, long seed) {
        this.time = time;
        this.seed = seed;
    }

    @Override
    public Answer get(CustomerTenantId customer, Trail trail) throws NoAnswer {
        return answered(customer, trail, () -> {});
    }

    @Override
    public Answer patch(BudgetChange change, Trail trail) throws NoAnswer {
        patches.incrementAndGet();
        return answered(change.customer(), trail, () -> budgets.put(change.customer(), change.asked()));
    }

    private Answer answered(CustomerTenantId customer, Trail trail, Runnable effect) throws NoAnswer {
        var turn = turns.computeIfAbsent(customer, key -> new AtomicInteger()).incrementAndGet();
        // spread: neighbouring seeds give neighbouring first numbers
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
        switch (Fault.values()[random.nextInt(Fault.values().length)]) {
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
                throw new NoAnswer(true, null);
            case DROPPED_AFTER:
                effect.run();
                throw new NoAnswer(true, null);
            default:
                time.advance(trail.deadline().atMost(ScriptedWire.TIMEOUT));
                throw new NoAnswer(true, null);
        }
    }

    private static Answer json(int status, String body) {
        return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
