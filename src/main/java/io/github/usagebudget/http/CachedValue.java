package io.github.usagebudget.http;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One value that costs a call: fetched on first use by one thread while the others wait for it, then served from memory while
 * it is fresh. Where fetching fails, a stale value goes on being served up to its limit. A failure is never remembered: it reaches
 * those who waited, and the next one tries again. Its age is elapsed time, because the wall clock may be set back; the wall clock counts
 * as well, because tokens expire by it. Thread-safe; never shows its value.
 */
public final class CachedValue<T> {
    /** How long a value may be used: gladly until {@code freshUntil}, in need until {@code usableUntil}. */
    public record Cached<T>(T value, Instant freshUntil, Instant usableUntil) {
        @Override
        public String toString() {
            return "Lease until " + usableUntil;
        }
    }

    /** When a lease was fetched, by the wall clock and in elapsed time. */
    private record Entry<T>(Cached<T> lease, Instant since, long nanos) {}

    private static final Duration NEXT_TRY = Duration.ofSeconds(30);

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
     * The value: remembered, else fetched.
     *
     * @param deadline until when to wait for somebody else who fetches it; one's own fetch keeps the time itself
     * @throws BudgetFailure {@code credentials-unavailable} if it passed; else what fetching threw
     */
    public T get(Deadline deadline, Supplier<Cached<T>> fetch) {
        CompletableFuture<Cached<T>> shared;
        boolean mine;
        synchronized (this) {
            if (kept != null && isBefore(kept.lease().freshUntil(), kept))
                return kept.lease().value();
            mine = fetching == null;
            if (mine) fetching = new CompletableFuture<>();
            shared = fetching;
        }
        if (mine) fetch(fetch, shared);
        return outcome(shared, deadline);
    }

    /** Drops the value if it is still the one that was refused; somebody may have fetched a newer one meanwhile. */
    public synchronized void forget(T refused) {
        if (kept != null && kept.lease().value().equals(refused)) kept = null;
    }

    private void fetch(Supplier<Cached<T>> fetch, CompletableFuture<Cached<T>> shared) {
        try {
            shared.complete(ended(fetch.get()).lease());
        } catch (RuntimeException | Error e) {
            var last = ended(null);
            if (last != null && mayServe(last, e)) shared.complete(last.lease());
            else shared.completeExceptionally(e);
        }
    }

    /** Makes way for the next fetch before anybody hears of this one. */
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
                && isBefore(stale.lease().usableUntil(), stale);
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
        } catch (TimeoutException e) {
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late();
        }
    }

    private static BudgetFailure late() {
        return BudgetFailure.of(
                        CREDENTIALS_UNAVAILABLE,
                        "Another call asks for the same credentials, and had no answer before the time of this one was over.")
                .retryAfter(NEXT_TRY);
    }
}
