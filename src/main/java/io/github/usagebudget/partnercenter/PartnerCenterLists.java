package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.Grant;
import io.github.usagebudget.json.JsonValue;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The partner's customers and their usage records, page by page. Thread-safe. */
@Singleton
class PartnerCenterLists implements PartnerLists {
    /** The largest page; Partner Center can put fewer customers on it. */
    private static final Map<String, String> FIRST_PAGE = Map.of("size", "500");

    private final Settings settings;
    private final AuthorizedClient client;
    private final ListReader lists;

    PartnerCenterLists(Settings settings, AuthorizedClient client, ListReader lists) {
        this.settings = settings;
        this.client = client;
        this.lists = lists;
    }

    /** A customer can move to another page while pages are read, so one that is listed twice counts once. */
    @Override
    public Listing<Customer> customers(UpdateContext context) {
        var customers = new LinkedHashMap<CustomerTenantId, Customer>();
        var isComplete = lists.read(
                "customers",
                FIRST_PAGE,
                (query, token) -> client.customers(query, token, context),
                context,
                item -> CustomerReader.read(item)
                        .ifPresent(customer -> customers.putIfAbsent(customer.id(), customer)));
        return new Listing<>(List.copyOf(customers.values()), isComplete);
    }

    /** Only an app with a user can read them. */
    @Override
    public Listing<UsageRecord> usageRecords(UpdateContext context) {
        if (settings.get(Setting.PARTNER_CENTER_GRANT) == Grant.APP) return new Listing<>(List.of(), true);
        var records = new LinkedHashMap<CustomerTenantId, UsageRecord>();
        var isComplete = lists.read(
                "usage records",
                Map.of(),
                (query, token) -> client.usageRecords(query, token, context),
                context,
                item -> UsageRecordReader.read(item)
                        .forEach(record -> records.merge(record.customer(), record, UsageRecord::and)));
        return new Listing<>(List.copyOf(records.values()), isComplete);
    }

    /**
     * Reads one customer of the list. Sources: https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers,
     * https://learn.microsoft.com/partner-center/developer/customer-resources. Stateless.
     */
    static final class CustomerReader {
        /** Other customers, such as those of an indirect reseller or an advisor, have no budget with this partner. */
        private static final Set<String> RELATIONSHIPS = Set.of("reseller", "unknown");

        private CustomerReader() {}

        /**
         * Empty for a customer with another relationship.
         *
         * @throws BudgetFailure {@code partner-center-unavailable} if it is unclear who the customer is: the list would be incomplete without notice
         */
        static Optional<Customer> read(JsonValue item) {
            var known = item.withLowerCaseNames();
            var relationship = known.member("relationshiptopartner").text();
            if (relationship
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

    /**
     * Reads the usage record of one customer. Source:
     * https://learn.microsoft.com/partner-center/developer/get-a-customer-s-usage-records. Stateless.
     */
    static final class UsageRecordReader {
        private static final String OBJECT_TYPE = "CustomerMonthlyUsageRecord";

        private UsageRecordReader() {}

        /** One record for each customer that the item names; more than one if it is unclear whose record it is. */
        static Stream<UsageRecord> read(JsonValue item) {
            var known = item.withLowerCaseNames();
            // the resource is the customer; "id" is its deprecated name
            var customers = Stream.of("resourceid", "id")
                    .flatMap(name -> known.member(name).texts())
                    .flatMap(text -> CustomerTenantId.parse(text).stream())
                    .distinct()
                    .toList();
            return customers.size() == 1
                    ? Stream.of(record(customers.get(0), item, known))
                    : customers.stream().map(UsageRecord::unclear);
        }

        private static UsageRecord record(CustomerTenantId customer, JsonValue item, JsonValue known) {
            if (item.hasRepeatedMember() || known.hasRepeatedMember() || !isUsageRecord(known))
                return UsageRecord.unclear(customer);
            return new UsageRecord(
                    customer,
                    budget(known),
                    known.member("currencycode")
                            .text()
                            .map(code -> code.toUpperCase(Locale.ROOT))
                            .filter(TextForms::isCurrency),
                    number(known.member("totalcost")),
                    number(known.member("percentused")));
        }

        private static boolean isUsageRecord(JsonValue known) {
            var type = known.member("attributes").withLowerCaseNames().member("objecttype");
            return SpendingBudgetReader.isAbsent(type)
                    || type.text().filter(OBJECT_TYPE::equalsIgnoreCase).isPresent();
        }

        private static Optional<BigDecimal> number(JsonValue member) {
            return member.number().filter(Budget::isPlausible);
        }

        private static Optional<Budget> budget(JsonValue known) {
            return SpendingBudgetReader.read(known.member("budget"))
                    .map(SpendingBudget::budget)
                    .filter(budget -> twins(known).allMatch(twin -> agrees(twin, budget)))
                    .filter(budget -> budget.amount().isPresent() || !isUsed(known.member("percentused")));
        }

        /** Deprecated members with the same content as {@code budget}, such as {@code customerSpendingBudget}. */
        private static Stream<JsonValue> twins(JsonValue known) {
            return known.members().keySet().stream()
                    .filter(name -> name.contains("budget") && !name.equals("budget"))
                    .map(known::member);
        }

        private static boolean agrees(JsonValue twin, Budget budget) {
            if (twin.isNull() || twin.isObject() && twin.members().isEmpty()) return true;
            var amount = twin.isObject()
                    ? SpendingBudgetReader.read(twin).map(SpendingBudget::budget)
                    : number(twin).map(Budget::of);
            return amount.filter(budget::sameAs).isPresent();
        }

        /** If a share of a budget is used, there is a budget. */
        private static boolean isUsed(JsonValue share) {
            return !SpendingBudgetReader.isAbsent(share) && !share.asText().matches("0+([.,]0+)?");
        }
    }
}
