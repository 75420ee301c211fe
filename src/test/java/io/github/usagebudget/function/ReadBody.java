package io.github.usagebudget.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import java.util.List;
import java.util.Optional;

/** A budget change that is read from the bytes of a body, as over HTTP. */
final class ReadBody {
    private ReadBody() {}

    static UsageBudgetRequest body(String body) {
        return UsageBudgetRequest.read(body.getBytes(UTF_8), Optional.empty());
    }

    /** A body with a customer and these members. */
    static UsageBudgetRequest customerAnd(String members) {
        return body("{\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\"," + members + "}");
    }

    static BudgetChange change(String members) {
        return customerAnd(members).read().orElseThrow();
    }

    /** The pointers of the faults, in the order in which they were found. */
    static List<String> pointers(UsageBudgetRequest request) {
        return request.faults().stream().map(FieldFault::pointer).toList();
    }
}
