package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code GET} and {@code POST /api/budget-plan}, with the function key. Thread-safe. */
@Singleton
public class BudgetPlanTrigger {
    private final HttpEndpoint functions;

    BudgetPlanTrigger(HttpEndpoint functions) {
        this.functions = functions;
    }

    @FunctionName(BudgetPlanFunction.NAME)
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            route = BudgetPlanFunction.NAME,
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return functions.answer(Route.BUDGET_PLAN, request, context);
    }
}
