package io.github.usagebudget.http;

import io.github.usagebudget.budget.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Asks a neighbour that gives credentials up to three times: such a request changes nothing, so it may be repeated. Thread-safe.
 */
@Singleton
public class Retrier {
    /** What one try may take, after the connection (docs/partner-center.md, "Managed identity endpoint"). */
    public static final Duration READ = Duration.ofSeconds(5);
    /** What making a connection may take. */
    public static final Duration CONNECT = Duration.ofSeconds(2);

    /** Three requests within a few seconds. */
    private static final RetryPolicy SCHEDULE =
            new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /**
     * How the answers of one service are told apart. Immutable.
     *
     * @param again when to ask again after an answer; empty if the answer is final
     * @param gateways whether something on the way answered in the service's place
     */
    public record Rules(Function<HttpReply, Optional<RetryPolicy>> again, Predicate<HttpReply> gateways) {

        /** The usual schedule for what {@code passing} says may succeed soon. */
        public static Rules passing(Predicate<HttpReply> passing) {
            return new Rules(usual(passing), HttpReply::isGatewayRefusalOfCredentials);
        }

        /** When to ask again after an answer that may soon be another one. */
        public static Function<HttpReply, Optional<RetryPolicy>> usual(Predicate<HttpReply> passing) {
            return answer -> passing.test(answer) ? Optional.of(SCHEDULE) : Optional.empty();
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

    /** Whether a status says that the same request may succeed soon. */
    public static boolean passing(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501;
    }

    /**
     * The first answer that is not of the passing kind; else the last one. A gateway's refusal is no answer of the one that was asked.
     *
     * @throws NoResponse if the last try got none
     */
    public HttpReply ask(Supplier<Uni<RestResponse<byte[]>>> request, IntPredicate passing, Deadline deadline)
            throws NoResponse {
        return ask(request, Rules.passing(answer -> passing.test(answer.status())), deadline);
    }

    /** The same for a service whose answers are told apart in another way. */
    public HttpReply ask(Supplier<Uni<RestResponse<byte[]>>> request, Rules rules, Deadline deadline)
            throws NoResponse {
        for (var tries = 1; ; tries++) {
            HttpReply answer = null;
            NoResponse none = null;
            var schedule = SCHEDULE;
            try {
                answer = BlockingCall.await(request.get(), deadline.atMost(READ));
                if (rules.gateways().test(answer)) throw NoResponse.fromGateway(answer.status());
                var again = rules.again().apply(answer);
                if (again.isEmpty()) return answer;
                schedule = again.get();
            } catch (NoResponse e) {
                answer = null;
                none = e;
            }
            var asked = answer == null ? Optional.<Duration>empty() : RetryAfter.of(answer, clock);
            var wait = schedule.waitAfter(tries, asked, deadline.timeLeft(), random);
            if (wait.isEmpty() || !sleeper.sleep(wait.get())) {
                if (answer == null) throw none;
                return answer;
            }
        }
    }
}
