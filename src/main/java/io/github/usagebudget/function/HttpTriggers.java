package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.usagebudget.function.HttpEndpoint.Route;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The HTTP functions, each behind a function key that the host checks. Thread-safe. */
@Singleton
public class HttpTriggers {
    private final HttpEndpoint endpoint;

    HttpTriggers(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** {@code GET} and {@code POST /api/usage-budget}. */
    @FunctionName(UsageBudgetFunction.NAME)
    public HttpResponseMessage usageBudget(
            @HttpTrigger(
                            name = "request",
                            route = UsageBudgetFunction.NAME,
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return endpoint.answer(Route.USAGE_BUDGET, request, context);
    }

    /** {@code GET} and {@code POST /api/budget-plan}. */
    @FunctionName(BudgetPlanFunction.NAME)
    public HttpResponseMessage budgetPlan(
            @HttpTrigger(
                            name = "request",
                            route = BudgetPlanFunction.NAME,
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return endpoint.answer(Route.BUDGET_PLAN, request, context);
    }

    /** {@code GET /api/usage-budget/readiness}. */
    @FunctionName(UsageBudgetFunction.READINESS)
    public HttpResponseMessage readiness(
            @HttpTrigger(
                            name = "request",
                            route = UsageBudgetFunction.NAME + "/" + UsageBudgetFunction.READINESS,
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return endpoint.answer(Route.READINESS, request, context);
    }
}
