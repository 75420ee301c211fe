package io.github.usagebudget.remote;

import io.github.usagebudget.budget.BudgetFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One value that costs a call: fetched on first use by one thread while the others wait for it, then served from memory while
 * it is fresh. Where fetching fails, a stale value goes on being served up to its limit. A failure is never remembered: it reaches
 * those who waited, and the next one tries again. Thread-safe; never shows its value.
 */
public final class Remembered<T> {
    /** How long a value may be used: gladly until {@code freshUntil}, in need until {@code usableUntil}. */
    public record Lease<T>(T value, Instant freshUntil, Instant usableUntil) {
        @Override
        public String toString() {
            return "Lease until " + usableUntil;
        }
    }

    private final Clock clock;

    // Mutable state, guarded by this
    private Lease<T> lease;
    private CompletableFuture<Lease<T>> fetching;

    public Remembered(Clock clock) {
        this.clock = clock;
    }

    /** The value: remembered, else fetched. */
    public T get(Supplier<Lease<T>> fetch) {
        CompletableFuture<Lease<T>> shared;
        boolean mine;
        synchronized (this) {
            if (lease != null && clock.instant().isBefore(lease.freshUntil())) return lease.value();
            mine = fetching == null;
            if (mine) fetching = new CompletableFuture<>();
            shared = fetching;
        }
        if (mine) fetch(fetch, shared, true);
        return outcome(shared);
    }

    /**
     * A value newer than {@code known}, which is fresh but did not do: fetched, unless somebody has already. If that fails, what is
     * remembered stays, and the failure is thrown.
     */
    public T renewed(T known, Supplier<Lease<T>> fetch) {
        CompletableFuture<Lease<T>> shared;
        boolean mine;
        synchronized (this) {
            if (lease != null && lease.value() != known) return lease.value();
            mine = fetching == null;
            if (mine) fetching = new CompletableFuture<>();
            shared = fetching;
        }
        if (mine) fetch(fetch, shared, false);
        return outcome(shared);
    }

    /** Drops the value if it is still the one that was refused; somebody may have fetched a newer one meanwhile. */
    public synchronized void forget(T refused) {
        if (lease != null && lease.value().equals(refused)) lease = null;
    }

    private void fetch(Supplier<Lease<T>> fetch, CompletableFuture<Lease<T>> shared, boolean staleWillDo) {
        try {
            shared.complete(ended(fetch.get()));
        } catch (RuntimeException | Error e) {
            var last = ended(null);
            if (staleWillDo && last != null && mayServe(last, e)) shared.complete(last);
            else shared.completeExceptionally(e);
        }
    }

    /** Makes way for the next fetch before anybody hears of this one. */
    private synchronized Lease<T> ended(Lease<T> fetched) {
        fetching = null;
        if (fetched != null) lease = fetched;
        return lease;
    }

    private boolean mayServe(Lease<T> stale, Throwable failure) {
        return failure instanceof BudgetFailure passing
                && passing.retryable()
                && clock.instant().isBefore(stale.usableUntil());
    }

    private T outcome(CompletableFuture<Lease<T>> shared) {
        try {
            return shared.join().value();
        } catch (CompletionException e) {
            // the failure itself, as the thread that fetched would have thrown it
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw e;
        }
    }
}
