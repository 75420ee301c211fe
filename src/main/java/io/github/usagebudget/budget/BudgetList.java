package io.github.usagebudget.budget;

import java.util.Map;

/** All customers' budgets at once, where they can be had so. Implementations are safe for use by many threads. */
public interface BudgetList {

    /**
     * What is listed now; a customer may be missing, and then nothing is known of it. Empty where there is no such list for the app.
     *
     * @throws BudgetFailure if the list cannot be had
     */
    Map<CustomerTenantId, Budget> current(Trail trail);
}
