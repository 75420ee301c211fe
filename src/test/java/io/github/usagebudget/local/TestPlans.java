package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans for new customers of the simulated Partner Center. */
final class TestPlans {
    private TestPlans() {}

    /** Adds customers with a budget of 80. */
    static List<String> customers(Simulator simulator, int count) {
        var customers =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
        customers.forEach(customer -> simulator.partnerCenter().customer(customer, "80"));
        return customers;
    }

    /** A plan that sets each budget to this amount. */
    static String plan(List<String> customers, String amount) {
        return "{\"budgets\":" + budgets(customers, amount) + "}";
    }

    /** The array of a plan's budgets. */
    static String budgets(List<String> customers, String amount) {
        return customers.stream()
                .map(customer -> "{\"customerTenantId\":\"" + customer + "\",\"amount\":" + amount + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The customers' budgets in Partner Center; {@code none} for a customer without one. */
    static List<String> budgetsInForce(Simulator simulator, List<String> customers) {
        return customers.stream()
                .map(customer -> simulator.partnerCenter().budget(customer).orElse("none"))
                .toList();
    }
}
