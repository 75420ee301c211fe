package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An update of one customer and its faults. Everything is chosen in advance, so that a story can be repeated and shortened. After the last step, nothing fails.
 *
 * @param initial the budget at the start; null for none
 * @param amount the requested budget; null for a removal
 * @param expected what {@code expectedAmount} says; null if it is absent
 * @param inPlan whether the update is one of a plan run: then it reads first, and a 429 does not count
 * @param listed what the usage records say, in a plan run with a list; null for no list
 * @param increase BUDGET_MAX_INCREASE_PERCENT; null for none
 * @param steps one for each request, in order
 */
record RandomStory(
        String initial,
        String amount,
        String expected,
        boolean dryRun,
        boolean inPlan,
        Listed listed,
        Integer increase,
        List<Step> steps) {
    static final String NONE = "none";

    /** A usage record of the customer. */
    enum Listed {
        TRUE,
        AS_PLANNED,
        STALE,
        MISSPELLED,
        CONTRADICTORY,
        TWICE,
        ANOTHER_TYPE,
        ABSENT
    }

    /**
     * What happens to one request.
     *
     * @param applied whether a PATCH is applied in spite of the fault
     * @param meddled what someone else sets during the wait that follows; null for nothing
     */
    record Step(StoryFault fault, boolean applied, String meddled) {
        @Override
        public String toString() {
            return fault + (applied ? "*" : "") + (meddled == null ? "" : " (then someone sets " + meddled + ")");
        }
    }

    /** Faults. Those in the second half can hide that a PATCH was applied. */
    enum StoryFault {
        OK,
        NO_CREDENTIALS,
        CREDENTIALS_REFUSED,
        NO_CONNECTION,
        S301,
        S400,
        S401,
        S403,
        S404,
        S405,
        S408,
        S409,
        S412,
        S429,
        S429_SOON,
        S429_LATE,
        S501,
        S503,
        S503_FINAL,
        S505,
        S599,
        // from here on a PATCH can be applied
        S500,
        S500_FINAL,
        S502,
        S504,
        DROP,
        SLOW,
        S102,
        HTML,
        EMPTY,
        GARBLED,
        OTHER_AMOUNT,
        OTHER_TYPE,
        TWICE,
        CROSSED,
        GATEWAY_400;

        boolean mayHide() {
            return compareTo(S500) >= 0;
        }
    }

    private static final String[] AMOUNTS = {"0", "80", "100", "100.10", "96", "250.00", "999999999999999.99"};

    static RandomStory drawn(long seed) {
        var random = new Random(seed);
        var inPlan = random.nextBoolean();
        var initial = random.nextInt(4) == 0 ? null : amount(random);
        var steps = new ArrayList<Step>();
        var count = random.nextInt(7);
        for (var i = 0; i < count; i++) steps.add(step(random));
        return new RandomStory(
                initial,
                random.nextInt(4) == 0 ? null : amount(random),
                random.nextInt(3) != 0
                        ? null
                        : random.nextInt(3) == 0 ? other(random) : initial == null ? NONE : initial,
                random.nextInt(8) == 0,
                inPlan,
                inPlan && random.nextBoolean() ? pick(random, Listed.values()) : null,
                random.nextInt(6) == 0 ? 20 : null,
                steps);
    }

    private static Step step(Random random) {
        var fault = random.nextInt(3) == 0 ? StoryFault.OK : pick(random, StoryFault.values());
        return new Step(
                fault, fault.mayHide() && random.nextBoolean(), random.nextInt(10) == 0 ? amount(random) : null);
    }

    private static String other(Random random) {
        return random.nextBoolean() ? NONE : amount(random);
    }

    private static String amount(Random random) {
        return pick(random, AMOUNTS);
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    BudgetChange change() {
        var change = BudgetChange.of(
                UpdateFixture.CUSTOMER,
                Optional.ofNullable(amount).map(BigDecimal::new).map(BudgetAmount::new));
        if (expected != null) change = change.withExpected(budget(expected));
        return dryRun ? change.asDryRun() : change;
    }

    static Budget budget(String digits) {
        return digits == null || digits.equals(NONE) ? Budget.NONE : Budget.of(new BigDecimal(digits));
    }

    /** The stories that have one step or one feature less. */
    List<RandomStory> shorter() {
        var shorter = new ArrayList<RandomStory>();
        for (var i = 0; i < steps.size(); i++) {
            var fewer = new ArrayList<>(steps);
            fewer.remove(i);
            shorter.add(with(fewer));
        }
        for (var i = 0; i < steps.size(); i++) {
            if (steps.get(i).meddled() == null) continue;
            var calmer = new ArrayList<>(steps);
            calmer.set(i, new Step(steps.get(i).fault(), steps.get(i).applied(), null));
            shorter.add(with(calmer));
        }
        if (expected != null)
            shorter.add(new RandomStory(initial, amount, null, dryRun, inPlan, listed, increase, steps));
        if (listed != null)
            shorter.add(new RandomStory(initial, amount, expected, dryRun, inPlan, null, increase, steps));
        if (increase != null)
            shorter.add(new RandomStory(initial, amount, expected, dryRun, inPlan, listed, null, steps));
        return shorter;
    }

    private RandomStory with(List<Step> other) {
        return new RandomStory(initial, amount, expected, dryRun, inPlan, listed, increase, other);
    }
}
