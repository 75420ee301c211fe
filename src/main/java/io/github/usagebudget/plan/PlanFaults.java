package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The faults of a document: all are counted, but only the first {@value #LISTED} are kept. Not thread-safe. */
final class PlanFaults implements Consumer<FieldFault> {
    static final int LISTED = 100;
    /** In characters. The pointer has the name of an unknown field, and such a name can be very long. */
    private static final int LONGEST_POINTER = 256;

    private final BudgetFailure.Kind kind;
    private final String finding;

    // Mutable state
    private final List<FieldFault> first = new ArrayList<>();
    private int count;

    /** @param finding the start of the failure's message, which the number of faults follows */
    PlanFaults(BudgetFailure.Kind kind, String finding) {
        this.kind = kind;
        this.finding = finding;
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

    /** @throws BudgetFailure if there is any fault */
    void refuse() {
        if (count == 0) return;
        var counted = count == 1 ? "1 fault" : count + " faults";
        var listed = count > LISTED ? ", of which the first " + LISTED + " are listed" : "";
        throw BudgetFailure.of(kind, finding + counted + listed + "; nothing was written. See errors.")
                .withFaults(first);
    }

    /**
     * A kind of document that budgets are read from: how it points at its budgets, and the message if it has none.
     *
     * @param document the word for it in messages
     * @param places the pointer of a budget, without its place
     * @param all the pointer of the fault that the document is empty
     * @param guarded the pointer of a fault of all budgets
     * @param amount the field with the amount
     */
    record PlanSource(String document, String places, String all, String guarded, String amount, String whenEmpty) {
        private static final String NO_BUDGET =
                "has no budget: a plan must name at least one customer, or have a default";

        /** One JSON object; a budget's place is its index. */
        static final PlanSource JSON = new PlanSource("plan", "/budgets/", "/budgets", "/budgets", "amount", NO_BUDGET);
        /** One budget per line; its place is its line. */
        static final PlanSource LINES = new PlanSource("plan", "line ", "line 1", "/budgets", "amount", NO_BUDGET);
        /** The report of a run to undo; a budget's place is its customer's index. */
        static final PlanSource REPORT = new PlanSource(
                "report",
                "/customers/",
                "/customers",
                "/customers",
                "previousAmount",
                "has no customer whose budget the run updated or removed, so there is nothing to undo"
                        + " (if the plan was sent out in batches, each batch has a report of its own)");

        String pointer(long place) {
            return places + place;
        }

        /** @param placeOf returns the place of a budget for its index */
        BudgetPlan.Pointers pointers(IntFunction<Long> placeOf) {
            return new BudgetPlan.Pointers(guarded, index -> pointer(placeOf.apply(index)) + "/" + amount);
        }
    }
}
