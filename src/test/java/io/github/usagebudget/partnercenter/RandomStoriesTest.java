package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random updates with random faults. After each update, every guarantee is checked against the state of Partner Center. {@code -Dstories=1000000} runs more, {@code -Dstories.seed} repeats a run.
 */
class RandomStoriesTest {
    private static final long SEED = Long.getLong("stories.seed", 20261128L);
    private static final int STORIES = Integer.getInteger("stories", 20_000);

    @Test
    void no_update_breaks_a_guarantee() {
        Map<String, Integer> endings = new TreeMap<>();
        var seeds = new Random(SEED);
        for (var i = 0; i < STORIES; i++) {
            var story = RandomStory.drawn(seeds.nextLong());
            var ending = RandomStoryRun.told(story);
            if (!ending.brokenGuarantees().isEmpty()) fail(report(shortest(story)));
            endings.merge(ending.outcome(), 1, Integer::sum);
        }
        System.out.println("seed " + SEED + ": " + STORIES + " updates, " + endings);
        assertThat(endings.keySet())
                .contains(
                        "UPDATED", "REMOVED", "UNCHANGED", "PLANNED", "outcome-unknown", "throttled", "budget-changed");
    }

    /** Removes everything that is not needed to break the guarantee. */
    private static RandomStory shortest(RandomStory story) {
        for (var shorter : story.shorter())
            if (!RandomStoryRun.told(shorter).brokenGuarantees().isEmpty()) return shortest(shorter);
        return story;
    }

    private static String report(RandomStory story) {
        var ending = RandomStoryRun.told(story);
        return "seed " + SEED + ": " + ending.brokenGuarantees() + "\n" + story + "\nended as " + ending.outcome()
                + " after\n"
                + String.join(
                        "\n", ending.requests().stream().map(Object::toString).toList());
    }
}
