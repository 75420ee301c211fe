package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.Listing;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.plan.ExportBudgets.BudgetExport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A partner's customers with any names and budgets, some of them refused, some of them with a usage record.
 *
 * @param budgets a customer without one is refused by Partner Center
 */
public record AnyCustomers(
        List<Customer> customers, Map<CustomerTenantId, Budget> budgets, Map<CustomerTenantId, UsageRecord> records)
        implements UsageBudgets {
    private static final Arbitrary<String> PIECES = Arbitraries.of(
            "Fabrikam",
            "Contoso",
            " ",
            "  ",
            ",",
            ";",
            "\"",
            "'",
            "=",
            "+",
            "-",
            "@",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\u0000",
            "\u0085",
            "\u2028",
            "\u200f",
            "\u202e",
            "\ufeff",
            "\ufffd",
            "\ud800",
            "\ud83d\ude00",
            "<script>",
            "&amp;",
            "#",
            "*",
            "null",
            "none",
            "true",
            "{}",
            "\\",
            "שלום",
            "株式会社",
            "É",
            "1,5",
            "=1+1",
            "''",
            "x".repeat(250));
    private static final Arbitrary<String> NAMES = PIECES.list().ofMaxSize(6).map(pieces -> String.join("", pieces));
    private static final Arbitrary<Optional<Budget>> BUDGETS = Arbitraries.of(
                    "",
                    "0",
                    "0.00",
                    "0.0",
                    "1",
                    "100",
                    "1E+2",
                    "100.1",
                    "100.10",
                    "300.000000",
                    "0.01",
                    "0.010",
                    "999999999999999.99",
                    "1.230000",
                    "10.005",
                    "1e15",
                    "1e20",
                    "-1",
                    "-0.00")
            .map(text -> text.isEmpty() ? Budget.NONE : Budget.of(new BigDecimal(text)))
            .optional(0.9);
    private static final Arbitrary<Optional<BigDecimal>> USAGE = Arbitraries.of(
                    "0", "120.5682999999999595904716", "-3.5", "1E+3", "0.1")
            .map(BigDecimal::new)
            .optional(0.7);
    private static final Arbitrary<Optional<String>> CURRENCIES =
            Arbitraries.of("EUR", "USD", "SEK").optional(0.8);

    private record AnyCustomer(Customer customer, Optional<Budget> budget, Optional<UsageRecord> record) {}

    public static Arbitrary<AnyCustomers> any() {
        return one().list()
                .ofMaxSize(8)
                .uniqueElements(one -> one.customer.id())
                .map(AnyCustomers::of);
    }

    private static Arbitrary<AnyCustomer> one() {
        var id = Arbitraries.longs().map(bits -> new CustomerTenantId(new UUID(bits, ~bits)));
        var customer =
                Combinators.combine(id, NAMES.optional(), NAMES.optional()).as(Customer::new);
        return Combinators.combine(customer, BUDGETS, CURRENCIES, USAGE, USAGE, Arbitraries.of(0, 1, 2))
                .as((who, budget, currency, usage, percent, listed) -> new AnyCustomer(
                        who,
                        budget,
                        listed == 0
                                ? Optional.empty()
                                : Optional.of(new UsageRecord(
                                        who.id(), listed == 1 ? budget : Optional.empty(), currency, usage, percent))));
    }

    private static AnyCustomers of(List<AnyCustomer> all) {
        var budgets = new HashMap<CustomerTenantId, Budget>();
        var records = new HashMap<CustomerTenantId, UsageRecord>();
        for (var one : all) {
            one.budget.ifPresent(budget -> budgets.put(one.customer.id(), budget));
            one.record.ifPresent(record -> records.put(record.customer(), record));
        }
        return new AnyCustomers(all.stream().map(AnyCustomer::customer).toList(), budgets, records);
    }

    public BudgetExport export() {
        var run =
                TestRuns.dryRun("r", 4, Deadline.after(Duration.ofMinutes(1), System::nanoTime), Duration.ofMinutes(1));
        return new ExportBudgets(
                        new KnownLists(
                                new Listing<>(customers, true), new Listing<>(List.copyOf(records.values()), true)),
                        this,
                        new WorkPlaces(wait -> true))
                .export(run);
    }

    public Budget budget(CustomerTenantId customer) {
        return budgets.get(customer);
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
        if (!budgets.containsKey(customer))
            throw BudgetFailure.of(BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN, "=No, \"never\";\nnot this one.");
        return SpendingBudget.of(budgets.get(customer));
    }

    @Override
    public SpendingBudget write(GuardedChange guarded, UpdateContext context) {
        throw new AssertionError("an export writes nothing");
    }
}
