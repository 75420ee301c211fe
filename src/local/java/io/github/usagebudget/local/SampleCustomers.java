package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.util.List;
import java.util.Optional;

/** The simulated partner's customers. The companies are fictional: Microsoft's documentation uses their names too. */
final class SampleCustomers {
    /** @param budget null for none */
    record SampleCustomer(String id, String companyName, String domain, String budget) {}

    /** The customer of the single update, after which it has the budget below. */
    static final String CONTOSO = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";

    /** The customer whose line is changed in the plan. */
    static final SampleCustomer FABRIKAM = customer(3, "Fabrikam Residences", "fabrikam", "300");

    /** The simulated Partner Center refuses this customer, because its id ends in 403. */
    static final SampleCustomer TAILSPIN =
            new SampleCustomer("00000000-0000-0000-0000-000000000403", "Tailspin Toys", "tailspintoys.example", "40");

    /** The customers whose budget can be read, by name. */
    static final List<SampleCustomer> READABLE = List.of(
            customer(1, "Adventure Works Cycles", "adventure-works", "80"),
            new SampleCustomer(CONTOSO, "Contoso, Ltd.", "contoso.example", "100.10"),
            FABRIKAM,
            customer(4, "Fourth Coffee", "fourthcoffee", null),
            customer(5, "Graphic Design Institute", "graphicdesigninstitute", "75.50"),
            customer(6, "Litware, Inc.", "litware", "1250"),
            customer(7, "Margie's Travel", "margiestravel", "60"),
            customer(8, "Northwind Traders", "northwindtraders", "2400.25"),
            customer(9, "Proseware GmbH", "proseware", "0"),
            customer(10, "Trey Research", "treyresearch", "90"),
            customer(11, "Wide World Importers", "wideworldimporters", "700"),
            customer(12, "Woodgrove Bank", "woodgrovebank", null));

    private SampleCustomers() {}

    static void prepare(Simulator simulator) {
        for (var customer : READABLE) add(simulator, customer);
        add(simulator, TAILSPIN);
        // so that this customer is read separately even with a user's token, which reads the other budgets from a list
        simulator.partnerCenter().removeUsageRecord(TAILSPIN.id());
    }

    /** Returns whether each customer has its budget in this list. */
    static boolean areAsListed(Simulator simulator, List<SampleCustomer> customers) {
        return customers.stream()
                .allMatch(customer ->
                        simulator.partnerCenter().budget(customer.id()).equals(Optional.ofNullable(customer.budget())));
    }

    /** The list with another budget for one customer. */
    static List<SampleCustomer> but(String id, String budget) {
        return READABLE.stream()
                .map(customer -> customer.id().equals(id)
                        ? new SampleCustomer(id, customer.companyName(), customer.domain(), budget)
                        : customer)
                .toList();
    }

    private static void add(Simulator simulator, SampleCustomer customer) {
        var partnerCenter = simulator.partnerCenter();
        if (customer.budget() == null) partnerCenter.customerWithoutBudget(customer.id());
        else partnerCenter.customer(customer.id(), customer.budget());
        partnerCenter.name(customer.id(), customer.companyName(), customer.domain());
    }

    private static SampleCustomer customer(int number, String companyName, String domain, String budget) {
        return new SampleCustomer(
                String.format("c0ffee00-0000-4000-8000-%012d", number), companyName, domain + ".example", budget);
    }
}
