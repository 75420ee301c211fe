package io.github.usagebudget.local;

import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Twelve simulated customers and their plan: each way a run may end for one of them. */
final class SamplePlan {
    /** @param before null for none */
    record SampleCustomer(String id, String before, String planned, String outcome, SimulatedFault... faults) {}

    /** The last but one: Partner Center says nothing of it until the run is over, so that for the last no time is left. */
    private static final String SILENT = id(11);

    private static final String LAST = id(12);
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000404";

    static final List<SampleCustomer> CUSTOMERS = List.of(
            new SampleCustomer(id(1), "80", "\"amount\":100.10", "updated"),
            new SampleCustomer(id(2), null, "\"amount\":50", "updated"),
            new SampleCustomer(id(3), "75", "\"amount\":0", "updated"),
            new SampleCustomer(
                    id(4), "300", "\"amount\":310", "updated", SimulatedFault.none(), SimulatedFault.droppedAfter()),
            new SampleCustomer(id(5), "300", "\"amount\":320", "updated", SimulatedFault.status(503)),
            new SampleCustomer(id(6), "60", "\"amount\":null,\"removeBudget\":true", "removed"),
            new SampleCustomer(id(7), "100", "\"amount\":100.00", "unchanged"),
            new SampleCustomer(id(8), null, "\"amount\":null,\"removeBudget\":true", "unchanged"),
            new SampleCustomer(id(9), "90", "\"amount\":95,\"expectedAmount\":85", "failed"),
            new SampleCustomer(UNKNOWN, "10", "\"amount\":20", "failed"),
            new SampleCustomer(SILENT, "40", "\"amount\":40", "failed"),
            new SampleCustomer(LAST, "70", "\"amount\":70", "not-attempted"));

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
            simulator.partnerCenter().removeUsageRecord(customer);
        simulator.partnerCenter().script(SILENT, SimulatedFault.silentUntil(over));
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
