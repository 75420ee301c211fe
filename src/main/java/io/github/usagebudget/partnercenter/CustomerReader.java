package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Customer;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one customer of the list. Source: https://learn.microsoft.com/partner-center/developer/customer-resources. Thread-safe.
 */
final class CustomerReader {
    /** Other customers, such as an indirect reseller's or an advisor's, have no budget of this partner's. */
    private static final Set<String> RELATIONSHIPS = Set.of("reseller", "unknown");

    /**
     * Empty for a customer with another relationship.
     *
     * @throws BudgetFailure {@code partner-center-unavailable} if it is unclear who the customer is: without it the list would be
     *     incomplete, and no one would notice
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
