package io.github.usagebudget.remote;

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
public class Retries {
    /** What one try may take, after the connection (docs/partner-center.md, "Managed identity endpoint"). */
    public static final Duration READ = Duration.ofSeconds(5);
    /** What making a connection may take. */
    public static final Duration CONNECT = Duration.ofSeconds(2);

    /** Three requests within a few seconds. */
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /**
     * How the answers of one service are told apart. Immutable.
     *
     * @param again when to ask again after an answer; empty if the answer is final
     * @param gateways whether something on the way answered in the service's place
     */
    public record Rules(Function<Answer, Optional<RetrySchedule>> again, Predicate<Answer> gateways) {

        /** The usual schedule for what {@code passing} says may succeed soon. */
        public static Rules passing(Predicate<Answer> passing) {
            return new Rules(usual(passing), Answer::isGatewayRefusalOfCredentials);
        }

        /** When to ask again after an answer that may soon be another one. */
        public static Function<Answer, Optional<RetrySchedule>> usual(Predicate<Answer> passing) {
            return answer -> passing.test(answer) ? Optional.of(SCHEDULE) : Optional.empty();
        }
    }

    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;

    public Retries(Clock clock, Pause pause, RandomGenerator random) {
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /** Whether a status says that the same request may succeed soon. */
    public static boolean passing(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501;
    }

    /**
     * The first answer that is not of the passing kind; else the last one. A gateway's refusal is no answer of the one that was asked.
     *
     * @throws NoAnswer if the last try got none
     */
    public Answer ask(Supplier<Uni<RestResponse<byte[]>>> request, IntPredicate passing, Deadline deadline)
            throws NoAnswer {
        return ask(request, Rules.passing(answer -> passing.test(answer.status())), deadline);
    }

    /** The same for a service whose answers are told apart in another way. */
    public Answer ask(Supplier<Uni<RestResponse<byte[]>>> request, Rules rules, Deadline deadline) throws NoAnswer {
        for (var tries = 1; ; tries++) {
            Answer answer = null;
            NoAnswer none = null;
            var schedule = SCHEDULE;
            try {
                answer = Exchange.await(request.get(), deadline.atMost(READ));
                if (rules.gateways().test(answer)) throw NoAnswer.fromGateway(answer.status());
                var again = rules.again().apply(answer);
                if (again.isEmpty()) return answer;
                schedule = again.get();
            } catch (NoAnswer e) {
                answer = null;
                none = e;
            }
            var asked = answer == null ? Optional.<Duration>empty() : RetryAfter.of(answer, clock);
            var wait = schedule.waitAfter(tries, asked, deadline.timeLeft(), random);
            if (wait.isEmpty() || !pause.slept(wait.get())) {
                if (answer == null) throw none;
                return answer;
            }
        }
    }
}
