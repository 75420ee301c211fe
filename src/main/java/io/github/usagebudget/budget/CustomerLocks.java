package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs updates of one customer that read before they write one after the other, within this process. So of several updates with the same
 * {@code expectedAmount} one wins. There is no lock across processes. Thread-safe.
 */
public final class CustomerLocks {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Map<CustomerTenantId, CustomerLock> entries = new ConcurrentHashMap<>();

    /** A lock that exists as long as a thread holds it or waits for it. */
    private static final class CustomerLock {
        private final ReentrantLock lock = new ReentrantLock(true);
        // Mutable state, guarded by the map's entry
        private int users;
    }

    /**
     * Runs the update while no other one of the same customer runs. In a plan run it gives up its place while it waits, because the other update can
     * itself be waiting for a place.
     *
     * @throws BudgetFailure {@code partner-center-unavailable} if another update does not end before the deadline of this one
     */
    public <T> T locked(CustomerTenantId customer, UpdateContext context, Supplier<T> update) {
        var entry = entries.compute(customer, (key, known) -> {
            var joined = known == null ? new CustomerLock() : known;
            joined.users++;
            return joined;
        });
        try {
            var acquired = context.place().isPresent()
                    ? acquiredOutside(entry.lock, context)
                    : context.deadline().acquires(entry.lock);
            if (!acquired)
                throw BudgetFailure.of(
                        PARTNER_CENTER_UNAVAILABLE,
                        "Another update of this customer did not end before the deadline of this one; nothing was written. Try again.");
            try {
                return update.get();
            } finally {
                entry.lock.unlock();
            }
        } finally {
            entries.compute(customer, (key, left) -> --left.users == 0 ? null : left);
        }
    }

    /** The number of customers with a lock. */
    int size() {
        return entries.size();
    }

    private static boolean acquiredOutside(ReentrantLock lock, UpdateContext context) {
        for (var left = context.deadline().timeLeft(); !lock.tryLock(); left = left.minus(LOOK_AGAIN))
            if (left.isNegative() || !context.waitOutside(LOOK_AGAIN)) return false;
        return true;
    }
}
