package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Thousands of updates against a Partner Center that does anything at all: what must hold, holds. */
class ReliableUpdateChaosTest {
    private static final int UPDATES = 50_000;
    private static final List<String> STEPS = List.of(
            "ok",
            "ok",
            "ok",
            "400",
            "401",
            "403",
            "404",
            "408",
            "408*",
            "409",
            "412",
            "429",
            "429:57",
            "429:9999",
            "500",
            "500*",
            "501",
            "502",
            "502*",
            "503",
            "503*",
            "503:20",
            "504",
            "504*",
            "301",
            "drop",
            "drop*",
            "slow",
            "slow*",
            "refused",
            "junk",
            "junk*",
            "other",
            "other*");
    private static final Budget EIGHTY = Budget.of(new BigDecimal("80"));
    private static final Budget SOMEBODY_ELSES = Budget.of(new BigDecimal("95"));

    @Test
    void nothing_invents_a_success_and_nothing_loses_an_outcome() {
        var seed = Long.getLong("chaos.seed", 20261124L);
        var random = new Random(seed);
        Map<String, Integer> counts = new TreeMap<>();
        for (var i = 0; i < UPDATES; i++) counts.merge(update(random.nextLong(), seed), 1, Integer::sum);
        System.out.println("chaos seed " + seed + ": " + UPDATES + " updates, " + counts);
        assertThat(counts.keySet()).contains("updated", "outcome-unknown", "throttled", "budget-changed");
    }

    private static String update(long seed, long run) {
        var what = "update " + seed + " of -Dchaos.seed=" + run;
        var random = new Random(seed);
        var settling = new UpdateFixture(seed);
        Supplier<String> patches = () -> STEPS.get(random.nextInt(STEPS.size()));
        // a read may fail in every way, but what it says is true: nothing could be settled against a lie
        Supplier<String> gets = () -> patches.get().replace("*", "").replace("other", "ok");
        var wire = new ScriptedWire(settling.time, EIGHTY, patches, gets);
        var expected = random.nextBoolean() ? Optional.of(EIGHTY) : Optional.<Budget>empty();
        var meddled = new boolean[1];

        var start = settling.time.instant();
        var outcome = settling.write(wire, UpdateFixture.change(expected), wait -> {
            settling.time.advance(wait);
            // now and then somebody else sets a budget while we wait
            if (expected.isPresent() && random.nextInt(10) == 0) {
                wire.budget = SOMEBODY_ELSES;
                meddled[0] = true;
            }
        });

        assertThat(wire.patches).as(what).isLessThanOrEqualTo(UpdateFixture.ATTEMPTS);
        assertThat(wire.gets).as(what).isLessThanOrEqualTo(UpdateFixture.ATTEMPTS);
        assertThat(Duration.between(start, settling.time.instant()))
                .as(what)
                .isLessThanOrEqualTo(UpdateFixture.DEADLINE.plus(ScriptedWire.TIMEOUT));
        if (outcome.equals("updated")) assertThat(wire.budget).as(what).hasToString("100");
        if (wire.doneInSilence && wire.budget.toString().equals("100"))
            assertThat(outcome).as(what).isIn("updated", "outcome-unknown");
        if (meddled[0]) assertThat(wire.budget).as(what).hasToString("95");
        return outcome;
    }
}
