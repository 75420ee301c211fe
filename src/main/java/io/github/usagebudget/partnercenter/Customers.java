package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Customer;
import io.github.usagebudget.budget.CustomerList;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Listing;
import io.github.usagebudget.budget.UpdateContext;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The partner's customers (https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers). A customer can move to another
 * page while they are read, so it counts once, however often it is listed. Thread-safe.
 */
@Singleton
class Customers implements CustomerList {
    /** Few pages; Partner Center may put fewer customers on each. */
    private static final Map<String, String> FIRST_PAGE = Map.of("size", "500");

    private final AuthorizedClient client;
    private final ListReader lists;
    private final CustomerReader reader = new CustomerReader();

    Customers(AuthorizedClient client, ListReader lists) {
        this.client = client;
        this.lists = lists;
    }

    @Override
    public Listing<Customer> customers(UpdateContext context) {
        var customers = new LinkedHashMap<CustomerTenantId, Customer>();
        var isComplete = lists.read(
                "customers",
                FIRST_PAGE,
                (query, token) -> client.customers(query, token, context),
                context,
                item -> reader.read(item).ifPresent(customer -> customers.putIfAbsent(customer.id(), customer)));
        return new Listing<>(List.copyOf(customers.values()), isComplete);
    }
}
