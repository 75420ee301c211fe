package io.github.usagebudget.function;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.function.QueryParameters.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The HTTP functions: each has one path, and one operation for each of its methods. */
enum Route {
    USAGE_BUDGET(
            new Operation(
                    HttpMethod.POST,
                    UsageBudgetFunction.NAME,
                    Set.of(Parameter.DRY_RUN),
                    query -> UsageBudgetRequest.BODY,
                    UsageBudgetRequest::read,
                    List.of(Representation.JSON)),
            new Operation(
                    HttpMethod.GET,
                    ReadUsageBudgetFunction.NAME,
                    Set.of(Parameter.CUSTOMER),
                    query -> BodyRule.IGNORED,
                    call -> call.query().customer(),
                    List.of(Representation.JSON))),
    BUDGET_PLAN(
            new Operation(
                    HttpMethod.POST,
                    BudgetPlanFunction.NAME,
                    Set.of(Parameter.DRY_RUN, Parameter.UNDO, Parameter.SEPARATOR),
                    BudgetPlanRequest::body,
                    BudgetPlanRequest::read,
                    BudgetPlanResponse.REPRESENTATIONS),
            new Operation(
                    HttpMethod.GET,
                    ExportBudgetPlanFunction.NAME,
                    Set.of(Parameter.SEPARATOR),
                    query -> BodyRule.IGNORED,
                    call -> call.query().dialect(),
                    List.of(
                            BudgetExportResponse.JSON,
                            BudgetExportResponse.NDJSON,
                            BudgetExportResponse.CSV,
                            BudgetExportResponse.PAGE))),
    READINESS(new Operation(
            HttpMethod.GET,
            ReadinessFunction.NAME,
            Set.of(),
            query -> BodyRule.IGNORED,
            Function.identity(),
            List.of(Representation.JSON)));

    private final List<Operation> operations;

    Route(Operation... operations) {
        this.operations = List.of(operations);
    }

    /** Empty if this function does not support the method. */
    Optional<Operation> operation(HttpMethod method) {
        return operations.stream().filter(each -> each.method() == method).findFirst();
    }

    /** The supported methods, in the form of the header {@code Allow}. */
    String allowed() {
        return operations.stream().map(each -> each.method().name()).collect(Collectors.joining(", "));
    }

    /**
     * What one method of an HTTP function does. Immutable.
     *
     * @param function the name of the Funqy function that does it
     * @param parameters of the query, in addition to the function key
     * @param body returns which bodies it accepts with these query parameters
     * @param input makes the Funqy function's argument from a call that passed the checks; throws {@link
     *     io.github.usagebudget.budget.BudgetFailure} if the input is invalid
     * @param representations of its result; the first is the default
     */
    record Operation(
            HttpMethod method,
            String function,
            Set<Parameter> parameters,
            Function<QueryParameters, BodyRule> body,
            Function<HttpCall, ?> input,
            List<Representation> representations) {}
}
