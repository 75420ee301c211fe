package io.github.usagebudget.plan;

import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.UpdateContext;
import java.util.List;

/** Lists that are known in advance. */
public record KnownLists(Listing<Customer> customers, Listing<UsageRecord> usageRecords) implements PartnerLists {
    /** All customers, and no usage records. */
    public static KnownLists of(List<Customer> customers) {
        return new KnownLists(new Listing<>(customers, true), new Listing<>(List.of(), true));
    }

    @Override
    public Listing<Customer> customers(UpdateContext context) {
        return customers;
    }

    @Override
    public Listing<UsageRecord> usageRecords(UpdateContext context) {
        return usageRecords;
    }
}
