package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetList.UsageRecord;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the usage record of one customer. Source:
 * https://learn.microsoft.com/partner-center/developer/get-a-customer-s-usage-records. Thread-safe.
 */
final class UsageRecordReader {
    private static final String OBJECT_TYPE = "CustomerMonthlyUsageRecord";

    private final SpendingBudgetReader budgets = new SpendingBudgetReader();

    /** One record for each customer that the item names; more than one if it is unclear whose record it is. */
    Stream<UsageRecord> read(JsonValue item) {
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

    private UsageRecord record(CustomerTenantId customer, JsonValue item, JsonValue known) {
        if (item.hasRepeatedMember() || known.hasRepeatedMember() || !isUsageRecord(known))
            return UsageRecord.unclear(customer);
        return new UsageRecord(
                customer,
                budget(known),
                known.member("currencycode")
                        .text()
                        .map(code -> code.toUpperCase(Locale.ROOT))
                        .filter(TextForms::isCurrency),
                number(known, "totalcost"),
                number(known, "percentused"));
    }

    private static Optional<BigDecimal> number(JsonValue known, String name) {
        return known.member(name).number().filter(Budget::isPlausible);
    }

    private Optional<Budget> budget(JsonValue known) {
        return budgets.read(known.member("budget"))
                .map(SpendingBudget::budget)
                .filter(budget -> twins(known).allMatch(twin -> agrees(twin, budget)))
                .filter(budget -> budget.amount().isPresent() || !isUsed(known));
    }

    private static boolean isUsageRecord(JsonValue known) {
        var type = known.member("attributes").withLowerCaseNames().member("objecttype");
        return type.isMissing()
                || type.isNull()
                || type.text().filter(OBJECT_TYPE::equalsIgnoreCase).isPresent();
    }

    /** Deprecated members with the same content as {@code budget}, such as {@code customerSpendingBudget}. */
    private static Stream<JsonValue> twins(JsonValue known) {
        return known.members().keySet().stream()
                .filter(name -> name.contains("budget") && !name.equals("budget"))
                .map(known::member);
    }

    private boolean agrees(JsonValue twin, Budget budget) {
        if (twin.isNull() || twin.isObject() && twin.members().isEmpty()) return true;
        var amount = twin.isObject()
                ? budgets.read(twin).map(SpendingBudget::budget)
                : twin.number().filter(Budget::isPlausible).map(Budget::of);
        return amount.filter(budget::sameAs).isPresent();
    }

    /** If a share of a budget is used, there is a budget. */
    private static boolean isUsed(JsonValue known) {
        var share = known.member("percentused");
        return !share.isMissing() && !share.isNull() && !share.asText().matches("0+([.,]0+)?");
    }
}
