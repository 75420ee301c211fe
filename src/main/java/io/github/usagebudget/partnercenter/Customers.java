package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerList;
import io.github.usagebudget.budget.CustomerList.Customer;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Listing;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.json.JsonValue;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The partner's customers (https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers). A customer can move to another page while pages are read, so one that is listed twice counts once. Thread-safe.
 */
@Singleton
class Customers implements CustomerList {
    /** The largest page; Partner Center can put fewer customers on it. */
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

    /**
     * Reads one customer of the list. Source: https://learn.microsoft.com/partner-center/developer/customer-resources. Thread-safe.
     */
    static final class CustomerReader {
        /** Other customers, such as those of an indirect reseller or an advisor, have no budget with this partner. */
        private static final Set<String> RELATIONSHIPS = Set.of("reseller", "unknown");

        /**
         * Empty for a customer with another relationship.
         *
         * @throws BudgetFailure {@code partner-center-unavailable} if it is unclear who the customer is: without it the list would be incomplete without notice
         */
        Optional<Customer> read(JsonValue item) {
            var known = item.withLowerCaseNames();
            var relationship = known.member("relationshiptopartner");
            if (!relationship.isMissing()
                    && !relationship.isNull()
                    && relationship
                            .text()
                            .filter(text -> !RELATIONSHIPS.contains(text.toLowerCase(Locale.ROOT)))
                            .isPresent()) return Optional.empty();
            var company = known.member("companyprofile").withLowerCaseNames();
            var id = known.member("id")
                    .text()
                    .or(() -> company.member("tenantid").text())
                    .flatMap(CustomerTenantId::parse)
                    .orElseThrow(() -> BudgetFailure.of(
                            PARTNER_CENTER_UNAVAILABLE, "The list of customers has a customer without an id."));
            return Optional.of(new Customer(
                    id,
                    company.member("companyname").text(),
                    company.member("domain").text()));
        }
    }
}
