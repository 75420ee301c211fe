package io.github.usagebudget.readiness;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import java.net.URI;
import java.util.List;

/** Looks whether one thing that an update needs is in order. Changes nothing, shows no secret. Safe for use by many threads. */
public interface ReadinessCheck {
    /** What is looked at, in this order: each needs those before it. */
    enum Subject {
        SETTINGS,
        IDENTITY,
        SECRET,
        TOKEN,
        PARTNER_CENTER;

        /** As it is written: {@code partner-center}. */
        public String written() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    Subject subject();

    /**
     * What was found, as a sentence for an operator.
     *
     * @throws BudgetFailure if it is not in order; its message says what to do
     */
    String look(Deadline deadline);

    /** The addresses that {@link #look} is about with the settings as they are now; it need not get as far as asking them. */
    default List<URI> asks() {
        return List.of();
    }
}
