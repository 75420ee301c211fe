package io.github.usagebudget.callerauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.function.HttpTriggers;
import io.github.usagebudget.local.HostRequest;
import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.RandomTokens;
import io.github.usagebudget.simulator.RandomTokens.Verdict;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Ten thousand tokens with random headers, claims, types, keys and signatures: each is admitted or refused correctly. */
@QuarkusTest
class AnyTokenTest extends ApplicationFixture {
    private static final int TOKENS = 10_000;
    private static final int AT_ONCE = 1_000;

    /** An admitted caller gets an unsupported-media-type; nothing is sent to Partner Center. */
    private static final Map<Verdict, Integer> STATUS =
            Map.of(Verdict.ADMITTED, 415, Verdict.FORBIDDEN, 403, Verdict.UNAUTHENTICATED, 401);

    @Inject
    HttpTriggers triggers;

    @Test
    void every_token_gets_the_right_answer() {
        var seed = Long.getLong("chaos.seed", 20261128L);
        settings.set("CALLER_AUTH", "entra");
        settings.set("CALLER_AUDIENCE", CallerTokens.AUDIENCE + ", seed " + seed);
        simulator.entra().callers().rotate();
        var tokens = new RandomTokens(simulator.entra().callers());
        var log = new CapturedLog();
        log.listen();
        var counts = new ConcurrentHashMap<Verdict, Integer>();
        for (var first = 0; first < TOKENS; first += AT_ONCE) {
            LongStream.range(seed + first, seed + first + AT_ONCE)
                    .parallel()
                    .forEach(each -> counts.merge(judged(tokens.attempt(each), each), 1, Integer::sum));
            VirtualBeans.TIME.advance(Duration.ofSeconds(10));
        }
        log.stop();
        assertThat(log.lines()).hasSize(TOKENS).noneMatch(line -> line.contains("eyJ") || line.contains("\tat "));
        assertThat(counts.values()).hasSize(3).allMatch(count -> count > TOKENS / 25);
        // unknown keys cause at most one request in ten seconds
        assertThat(simulator.seen()).hasSizeBetween(2, TOKENS / AT_ONCE);
    }

    private Verdict judged(RandomTokens.Attempt attempt, long seed) {
        var answer = ask(attempt.token());
        assertThat(answer.getStatus().value())
                .as("seed %d: %s%s", seed, attempt.story(), answer.getBody())
                .isEqualTo(STATUS.get(attempt.verdict()));
        assertThat(answer.getBody().toString()).doesNotContain(attempt.token());
        return attempt.verdict();
    }

    private HostRequest.HostResponse ask(String token) {
        var headers = Map.of("authorization", "Bearer " + token, "content-type", "text/plain");
        var request = new HostRequest(HttpMethod.POST, "https://app.example/api/usage-budget", headers, "x");
        return (HostRequest.HostResponse) triggers.usageBudget(request, new OneInvocation());
    }
}
