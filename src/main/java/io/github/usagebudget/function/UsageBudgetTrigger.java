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

/** {@code GET} and {@code POST /api/usage-budget}, with the function key. Thread-safe. */
@Singleton
public class UsageBudgetTrigger {
    private final HttpEndpoint functions;

    UsageBudgetTrigger(HttpEndpoint functions) {
        this.functions = functions;
    }

    @FunctionName(UsageBudgetFunction.NAME)
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            route = UsageBudgetFunction.NAME,
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return functions.answer(Route.USAGE_BUDGET, request, context);
    }
}
