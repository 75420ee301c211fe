package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Fault;
import io.github.usagebudget.simulator.Simulator;
import java.util.List;
import java.util.stream.Collectors;

/** Twelve simulated customers and their plan: each way a run may end for one of them. */
final class SamplePlan {
    /** @param before null for none */
    record Customer(String id, String before, String planned, String outcome, Fault... faults) {}

    static final List<Customer> CUSTOMERS = List.of(
            new Customer(id(1), "80", "\"amount\":100.10", "updated"),
            new Customer(id(2), "250", "\"amount\":199.99", "updated"),
            new Customer(id(3), null, "\"amount\":50", "updated"),
            new Customer(id(4), "75", "\"amount\":0", "updated"),
            new Customer(id(5), "300", "\"amount\":310", "updated", Fault.none(), Fault.droppedAfter()),
            new Customer(id(6), "300", "\"amount\":320", "updated", Fault.status(503)),
            new Customer(id(7), "60", "\"amount\":null,\"removeBudget\":true", "removed"),
            new Customer(id(8), "100", "\"amount\":100.00", "unchanged"),
            new Customer(id(9), null, "\"amount\":null,\"removeBudget\":true", "unchanged"),
            new Customer(id(10), "90", "\"amount\":95,\"expectedAmount\":85", "failed"),
            new Customer("00000000-0000-0000-0000-000000000403", "10", "\"amount\":20", "failed"),
            new Customer("00000000-0000-0000-0000-000000000404", "10", "\"amount\":20", "failed"));

    private SamplePlan() {}

    /** The customers as they are before the run. */
    static void prepare(Simulator simulator) {
        for (var customer : CUSTOMERS) {
            if (customer.before() == null) simulator.partnerCenter().customerWithoutBudget(customer.id());
            else simulator.partnerCenter().customer(customer.id(), customer.before());
            simulator.partnerCenter().script(customer.id(), customer.faults());
        }
    }

    static String json() {
        return CUSTOMERS.stream()
                .map(customer -> "{\"customerTenantId\":\"" + customer.id() + "\"," + customer.planned() + "}")
                .collect(Collectors.joining(",\n  ", "{\"currency\":\"EUR\",\"budgets\":[\n  ", "]}"));
    }

    private static String id(int number) {
        return String.format("c0ffee00-0000-4000-8000-%012d", number);
    }
}
