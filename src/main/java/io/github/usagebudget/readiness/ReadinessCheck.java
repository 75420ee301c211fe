package io.github.usagebudget.readiness;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.KebabCase;
import java.net.URI;
import java.util.List;

/** Checks one thing that an update needs. Changes nothing and shows no secret. Safe for use by many threads. */
public interface ReadinessCheck {
    /** What is checked, in this order: each depends on those before it. */
    enum Subject {
        SETTINGS,
        IDENTITY,
        SECRET,
        TOKEN,
        PARTNER_CENTER;

        /** The name in the answer, such as {@code partner-center}. */
        public String written() {
            return KebabCase.of(this);
        }
    }

    Subject subject();

    /**
     * Checks it, and returns what was found as a sentence for an operator.
     *
     * @throws BudgetFailure if something is wrong; its message says what to do
     */
    String look(Deadline deadline);

    /** The addresses that {@link #look} asks with the current settings, if it gets that far. */
    default List<URI> asks() {
        return List.of();
    }
}
