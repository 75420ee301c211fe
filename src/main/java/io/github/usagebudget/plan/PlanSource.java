package io.github.usagebudget.plan;

import java.util.function.IntFunction;

/** What budgets are read from: where they are in it, and what is wrong with one that has none. */
enum PlanSource {
    /** One JSON object; a budget's place is its index. */
    JSON("plan", "/budgets/", "/budgets", "/budgets", "amount", PlanSource.NO_BUDGET),
    /** A budget a line; its place is its line. */
    LINES("plan", "line ", "line 1", "/budgets", "amount", PlanSource.NO_BUDGET),
    /** The report of a run that is to be undone; a budget's place is its customer's index. */
    REPORT(
            "report",
            "/customers/",
            "/customers",
            "/customers",
            "previousAmount",
            "has no customer whose budget the run updated or removed, so there is nothing to undo"
                    + " (if the plan was sent out in batches, each batch has a report of its own)");

    private static final String NO_BUDGET = "has no budget: a plan must name at least one customer, or have a default";

    private final String document;
    private final String places;
    private final String all;
    private final String guarded;
    private final String amount;
    private final String whenEmpty;

    PlanSource(String document, String places, String all, String guarded, String amount, String whenEmpty) {
        this.document = document;
        this.places = places;
        this.all = all;
        this.guarded = guarded;
        this.amount = amount;
        this.whenEmpty = whenEmpty;
    }

    /** For people: {@code plan}. */
    String document() {
        return document;
    }

    /** The pointer of what stands at a place. */
    String place(long place) {
        return places + place;
    }

    /** The pointer of an empty document's fault. */
    String all() {
        return all;
    }

    String whenEmpty() {
        return whenEmpty;
    }

    /** @param placeOf the place of a budget, by its index */
    BudgetPlan.Pointers pointers(IntFunction<Long> placeOf) {
        return new BudgetPlan.Pointers(guarded, index -> place(placeOf.apply(index)) + "/" + amount);
    }
}
