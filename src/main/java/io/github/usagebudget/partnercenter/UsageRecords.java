package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetList;
import io.github.usagebudget.budget.BudgetList.UsageRecord;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Listing;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.Grant;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All customers' budgets from their usage records, which only an app with a user can read
 * (https://learn.microsoft.com/partner-center/developer/get-a-customer-s-usage-records). Thread-safe.
 */
@Singleton
class UsageRecords implements BudgetList {
    private final Settings settings;
    private final AuthorizedClient client;
    private final ListReader lists;
    private final UsageRecordReader reader = new UsageRecordReader();

    UsageRecords(Settings settings, AuthorizedClient client, ListReader lists) {
        this.settings = settings;
        this.client = client;
        this.lists = lists;
    }

    @Override
    public Listing<UsageRecord> records(UpdateContext context) {
        if (settings.get(Setting.PARTNER_CENTER_GRANT) == Grant.APP) return new Listing<>(List.of(), true);
        var records = new LinkedHashMap<CustomerTenantId, UsageRecord>();
        var isComplete = lists.read(
                "usage records",
                Map.of(),
                (query, token) -> client.usageRecords(query, token, context),
                context,
                item -> reader.read(item)
                        .forEach(record -> records.merge(record.customer(), record, UsageRecord::and)));
        return new Listing<>(List.copyOf(records.values()), isComplete);
    }
}
