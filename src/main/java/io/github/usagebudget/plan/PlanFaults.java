package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
}
