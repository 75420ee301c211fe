package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import java.util.HashMap;
import java.util.Map;

/** All customers' budgets at once, if the app can have them. Implementations are safe for use by many threads. */
public interface BudgetList {

    /**
     * At most one record for each customer; a customer may be missing, and then nothing is known of it. Empty if there is no such list for
     * the app.
     *
     * @throws BudgetFailure if the list cannot be read
     */
    Listing<UsageRecord> records(UpdateContext context);

    /**
     * The budgets that are listed and clear. Nothing is clear before the end of the list: another record can follow.
     *
     * @throws BudgetFailure if the list cannot be read to its end
     */
    default Map<CustomerTenantId, Budget> current(UpdateContext context) {
        var records = records(context);
        if (!records.isComplete())
            throw BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "The list of usage records has too many pages.");
        var clear = new HashMap<CustomerTenantId, Budget>();
        for (var record : records.items()) record.budget().ifPresent(budget -> clear.put(record.customer(), budget));
        return clear;
    }
}
