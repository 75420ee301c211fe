package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Fault;
import io.github.usagebudget.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Twelve simulated customers and their plan: each way a run may end for one of them. */
final class SamplePlan {
    /** @param before null for none */
    record Customer(String id, String before, String planned, String outcome, Fault... faults) {}

    /** The last but one: Partner Center says nothing of it until the run is over, so that for the last no time is left. */
    private static final String SILENT = id(11);

    private static final String LAST = id(12);
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000404";

    static final List<Customer> CUSTOMERS = List.of(
            new Customer(id(1), "80", "\"amount\":100.10", "updated"),
            new Customer(id(2), null, "\"amount\":50", "updated"),
            new Customer(id(3), "75", "\"amount\":0", "updated"),
            new Customer(id(4), "300", "\"amount\":310", "updated", Fault.none(), Fault.droppedAfter()),
            new Customer(id(5), "300", "\"amount\":320", "updated", Fault.status(503)),
            new Customer(id(6), "60", "\"amount\":null,\"removeBudget\":true", "removed"),
            new Customer(id(7), "100", "\"amount\":100.00", "unchanged"),
            new Customer(id(8), null, "\"amount\":null,\"removeBudget\":true", "unchanged"),
            new Customer(id(9), "90", "\"amount\":95,\"expectedAmount\":85", "failed"),
            new Customer(UNKNOWN, "10", "\"amount\":20", "failed"),
            new Customer(SILENT, "40", "\"amount\":40", "failed"),
            new Customer(LAST, "70", "\"amount\":70", "not-attempted"));

    /** One at a time and four seconds for all, so that the last one's turn never comes. */
    static final Map<String, String> SETTINGS = Map.of("BUDGET_PLAN_CONCURRENCY", "1", "BUDGET_PLAN_TIME_LIMIT", "4s");

    private SamplePlan() {}

    /** The customers as they are before the run; {@code over} says when it is. */
    static void prepare(Simulator simulator, CountDownLatch over) {
        for (var customer : CUSTOMERS) {
            if (customer.before() == null) simulator.partnerCenter().customerWithoutBudget(customer.id());
            else simulator.partnerCenter().customer(customer.id(), customer.before());
            simulator.partnerCenter().script(customer.id(), customer.faults());
        }
        // so that they are asked for singly also with a user's token, by which the others' budgets come from a list
        for (var customer : List.of(UNKNOWN, SILENT, LAST))
            simulator.partnerCenter().unlist(customer);
        simulator.partnerCenter().script(SILENT, Fault.silentUntil(over));
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
