package io.github.usagebudget.remote;

import io.github.usagebudget.budget.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
    /** What one try may take, after the connection (STACK.md, Key Vault and Entra). */
    public static final Duration READ = Duration.ofSeconds(5);
    /** What making a connection may take. */
    public static final Duration CONNECT = Duration.ofSeconds(2);

    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));

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
        return ask(request, passing, Answer::isGatewayRefusalOfCredentials, deadline);
    }

    /** The same for a service that marks its own refusals in another way. */
    public Answer ask(
            Supplier<Uni<RestResponse<byte[]>>> request,
            IntPredicate passing,
            Predicate<Answer> gateways,
            Deadline deadline)
            throws NoAnswer {
        for (var tries = 1; ; tries++) {
            Answer answer = null;
            NoAnswer none = null;
            try {
                answer = Exchange.await(request.get(), deadline.atMost(READ));
                if (gateways.test(answer)) throw NoAnswer.fromGateway(answer.status());
                if (!passing.test(answer.status())) return answer;
            } catch (NoAnswer e) {
                answer = null;
                none = e;
            }
            var asked = answer == null ? Optional.<Duration>empty() : RetryAfter.of(answer, clock);
            var wait = SCHEDULE.waitAfter(tries, asked, deadline.timeLeft(), random);
            if (wait.isEmpty() || !pause.slept(wait.get())) {
                if (answer == null) throw none;
                return answer;
            }
        }
    }
}
