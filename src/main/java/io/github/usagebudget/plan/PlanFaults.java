package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The faults of a plan, or of a report to undo: all are counted, but only the first {@value #LISTED} are kept. One per document; not
 * thread-safe.
 */
final class PlanFaults implements Consumer<FieldFault> {
    static final int LISTED = 100;
    /** In characters. The pointer has the name of an unknown field, and such a name can be very long. */
    private static final int LONGEST_POINTER = 256;

    private final String document;

    // Mutable state
    private final List<FieldFault> first = new ArrayList<>();
    private int count;

    PlanFaults() {
        this("plan");
    }

    /** @param document the word for the document in messages */
    PlanFaults(String document) {
        this.document = document;
    }

    void add(String pointer, String detail) {
        accept(new FieldFault(pointer, detail));
    }

    @Override
    public void accept(FieldFault fault) {
        count++;
        if (first.size() < LISTED)
            first.add(new FieldFault(SafeText.of(fault.pointer(), LONGEST_POINTER), fault.detail()));
    }

    int count() {
        return count;
    }

    /** @throws BudgetFailure {@code malformed-request} if there is any fault */
    void refuse() {
        refuse(MALFORMED_REQUEST);
    }

    /** @throws BudgetFailure of the given kind if there is any fault */
    void refuse(BudgetFailure.Kind kind) {
        if (count == 0) return;
        var what = kind == AMOUNT_REFUSED ? "The guard rails refuse the plan: it has " : "The " + document + " has ";
        throw BudgetFailure.of(kind, what + counted() + "; nothing was written. See errors.")
                .withFaults(first);
    }

    private String counted() {
        if (count == 1) return "1 fault";
        return count + " faults" + (count > LISTED ? ", of which the first " + LISTED + " are listed" : "");
    }

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

        private static final String NO_BUDGET =
                "has no budget: a plan must name at least one customer, or have a default";

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
}
