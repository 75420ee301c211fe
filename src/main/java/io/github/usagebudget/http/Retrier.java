package io.github.usagebudget.http;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.http.HttpReply.RetryAfter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Decides, for the clients of all external services, whether a request is sent again and how long to wait before it is. The wait is what
 * the service asks for (Retry-After), else random. There is no further try after the policy's last attempt, if the wait would reach the
 * deadline, or if the service asks for a longer wait than the policy allows. Thread-safe.
 */
@Singleton
public class Retrier {
    /** What one try may take, after the connection (docs/partner-center.md, "Managed identity endpoint"). */
    static final Duration READ = Duration.ofSeconds(5);

    /** For services that give credentials: three requests within a few seconds. */
    public static final Policy CREDENTIALS =
            new Policy(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /**
     * The bounds of one kind of request. Immutable.
     *
     * @param attempts how many requests may be sent in all
     * @param firstDelay the longest random wait after the first one; it doubles after each further one
     * @param longestDelay no random wait is longer
     * @param longestAsked if the service asks for a longer wait, there is no further try
     */
    public record Policy(int attempts, Duration firstDelay, Duration longestDelay, Duration longestAsked) {
        /**
         * How long to wait before the next try; empty if there must be none.
         *
         * @param tries how many were made
         * @param asked what the service asks for
         * @param timeLeft the wait must be shorter, or there is no time for the try after it
         */
        Optional<Duration> waitAfter(int tries, Optional<Duration> asked, Duration timeLeft, RandomGenerator random) {
            if (tries >= attempts) return Optional.empty();
            var wait = asked.orElseGet(() -> delayAfter(tries, random));
            var fits = wait.compareTo(timeLeft) < 0 && (asked.isEmpty() || wait.compareTo(longestAsked) <= 0);
            return fits ? Optional.of(wait) : Optional.empty();
        }

        /** Full jitter: otherwise many callers would come back at the same time. */
        private Duration delayAfter(int tries, RandomGenerator random) {
            var doubled = firstDelay.multipliedBy(1L << Math.min(tries - 1, 20));
            var most = doubled.compareTo(longestDelay) < 0 ? doubled : longestDelay;
            return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
        }
    }

    /**
     * How the answers of one service are told apart. Immutable.
     *
     * @param again when to ask again after an answer; empty if the answer is final
     * @param gateways whether a gateway answered in the service's place
     */
    public record Rules(Function<HttpReply, Optional<Policy>> again, Predicate<HttpReply> gateways) {
        /** The usual policy for answers after which the same request may succeed soon. */
        public static Rules passing(Predicate<HttpReply> passing) {
            return new Rules(
                    answer -> passing.test(answer) ? Optional.of(CREDENTIALS) : Optional.empty(),
                    HttpReply::isGatewayRefusalOfCredentials);
        }
    }

    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    public Retrier(Clock clock, Sleeper sleeper, RandomGenerator random) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Whether a status of Entra, Key Vault or the identity endpoint says that the same request may succeed soon. */
    public static boolean passing(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501;
    }

    /**
     * Waits before the next try.
     *
     * @param tries how many were made
     * @param asked what the service asks for
     * @return false if there must be no further try, or the thread was interrupted
     */
    public boolean waitsBeforeRetry(Policy policy, int tries, Optional<Duration> asked, Duration timeLeft) {
        return waitsBeforeRetry(policy, tries, asked, timeLeft, sleeper::sleep);
    }

    /** @param waiting waits, and returns false if that was in vain */
    public boolean waitsBeforeRetry(
            Policy policy, int tries, Optional<Duration> asked, Duration timeLeft, Predicate<Duration> waiting) {
        return policy.waitAfter(tries, asked, timeLeft, random).filter(waiting).isPresent();
    }

    /**
     * Asks a service that gives credentials until its answer is final, usually up to three times: such a request can be repeated. Returns the
     * last answer. A gateway's refusal does not count as an answer.
     *
     * @throws NoResponse if the last try got none
     */
    HttpReply ask(Supplier<Uni<RestResponse<byte[]>>> request, Rules rules, Deadline deadline) throws NoResponse {
        for (var tries = 1; ; tries++) {
            HttpReply answer = null;
            NoResponse none = null;
            var policy = CREDENTIALS;
            try {
                answer = BlockingCall.await(request.get(), deadline.atMost(READ));
                if (rules.gateways().test(answer))
                    throw new NoResponse("a gateway on the way answered " + answer.status());
                var again = rules.again().apply(answer);
                if (again.isEmpty()) return answer;
                policy = again.get();
            } catch (NoResponse e) {
                answer = null;
                none = e;
            }
            var asked = answer == null ? Optional.<Duration>empty() : RetryAfter.of(answer, clock);
            if (!waitsBeforeRetry(policy, tries, asked, deadline.timeLeft())) {
                if (answer == null) throw none;
                return answer;
            }
        }
    }

    /** Waits; in tests, without spending the time. Implementations are safe for use by many threads. */
    @FunctionalInterface
    public interface Sleeper {
        /** @throws InterruptedException if the thread is told to stop waiting */
        void await(Duration duration) throws InterruptedException;

        /** Waits; false if the thread was interrupted, and then the caller must stop, too. */
        default boolean sleep(Duration duration) {
            try {
                await(duration);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
