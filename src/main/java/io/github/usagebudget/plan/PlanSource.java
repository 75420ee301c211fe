package io.github.usagebudget.plan;

import java.util.function.IntFunction;

/** The kinds of documents that budgets are read from: how each points at its budgets, and the message if it has none. */
enum PlanSource {
    /** One JSON object; a budget's place is its index. */
    JSON("plan", "/budgets/", "/budgets", "/budgets", "amount", PlanSource.NO_BUDGET),
    /** One budget per line; its place is its line. */
    LINES("plan", "line ", "line 1", "/budgets", "amount", PlanSource.NO_BUDGET),
    /** The report of a run to undo; a budget's place is its customer's index. */
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

    /** The word for it in messages: {@code plan}. */
    String document() {
        return document;
    }

    /** The pointer of a place. */
    String place(long place) {
        return places + place;
    }

    /** The pointer of the fault that the document is empty. */
    String all() {
        return all;
    }

    String whenEmpty() {
        return whenEmpty;
    }

    /** @param placeOf returns the place of a budget for its index */
    BudgetPlan.Pointers pointers(IntFunction<Long> placeOf) {
        return new BudgetPlan.Pointers(guarded, index -> place(placeOf.apply(index)) + "/" + amount);
    }
}
