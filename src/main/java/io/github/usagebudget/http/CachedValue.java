package io.github.usagebudget.http;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Caches one value that costs a call. One thread fetches it on first use while the others wait; then it is served from memory until it is no
 * longer fresh. If fetching fails, a stale value is served up to its own limit. A failure is never cached: the threads that waited get it, and
 * the next caller fetches again. A value is too old if either elapsed time or the wall clock says so: the wall clock can be set back, but
 * tokens expire by it. Thread-safe; never shows its value.
 */
public final class CachedValue<T> {
    /** A value: fresh until {@code freshUntil}, then served stale until {@code usableUntil} if fetching fails. */
    public record Cached<T>(T value, Instant freshUntil, Instant usableUntil) {
        @Override
        public String toString() {
            return "[cached until " + usableUntil + "]";
        }
    }

    /** A cached value and when it was fetched, by the wall clock and in elapsed time. */
    private record Entry<T>(Cached<T> cached, Instant since, long nanos) {}

    private final Clock clock;
    private final Ticker ticker;

    // Mutable state, guarded by this
    private Entry<T> kept;
    private CompletableFuture<Cached<T>> fetching;

    public CachedValue(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * The value from the cache, else fetched.
     *
     * @param deadline limits the wait for another thread's fetch; {@code fetch} itself must keep its own limit
     * @throws BudgetFailure {@code credentials-unavailable} if the deadline passes; else what {@code fetch} throws
     */
    public T get(Deadline deadline, Supplier<Cached<T>> fetch) {
        CompletableFuture<Cached<T>> shared;
        boolean mine;
        synchronized (this) {
            if (kept != null && isBefore(kept.cached().freshUntil(), kept))
                return kept.cached().value();
            mine = fetching == null;
            if (mine) fetching = new CompletableFuture<>();
            shared = fetching;
        }
        if (mine) fetch(fetch, shared);
        return outcome(shared, deadline);
    }

    /** Drops the value if it is still the one that was refused; another thread may have fetched a newer one. */
    public synchronized void forget(T refused) {
        if (kept != null && kept.cached().value().equals(refused)) kept = null;
    }

    private void fetch(Supplier<Cached<T>> fetch, CompletableFuture<Cached<T>> shared) {
        try {
            shared.complete(ended(fetch.get()).cached());
        } catch (RuntimeException | Error e) {
            var last = ended(null);
            if (last != null && mayServe(last, e)) shared.complete(last.cached());
            else shared.completeExceptionally(e);
        }
    }

    /** Lets the next fetch start before any thread gets the result of this one. */
    private synchronized Entry<T> ended(Cached<T> fetched) {
        fetching = null;
        if (fetched != null) kept = new Entry<>(fetched, clock.instant(), ticker.nanos());
        return kept;
    }

    private boolean isBefore(Instant end, Entry<T> value) {
        var now = value.since().plusNanos(ticker.nanos() - value.nanos());
        return now.isBefore(end) && clock.instant().isBefore(end);
    }

    private boolean mayServe(Entry<T> stale, Throwable failure) {
        return failure instanceof BudgetFailure passing
                && passing.retryable()
                && isBefore(stale.cached().usableUntil(), stale);
    }

    private T outcome(CompletableFuture<Cached<T>> shared, Deadline deadline) {
        try {
            return shared.get(deadline.timeLeft().toNanos(), TimeUnit.NANOSECONDS)
                    .value();
        } catch (ExecutionException e) {
            // the failure itself, as the thread that fetched would have thrown it
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            if (e.getCause() instanceof Error failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            throw CredentialClient.unavailable(
                    "Another call is fetching the same credentials and got no answer before the deadline of this one.");
        }
    }

    /** Makes a value on first use, once. If that fails, the next use tries again. Thread-safe. */
    public static final class Lazy<T> {
        private final Supplier<T> making;

        // Mutable state
        private volatile T value;

        public Lazy(Supplier<T> making) {
            this.making = making;
        }

        public T get() {
            var made = value;
            if (made != null) return made;
            synchronized (this) {
                if (value == null) value = making.get();
                return value;
            }
        }
    }
}
