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

/** {@code GET /api/usage-budget/readiness}, with the function key. Thread-safe. */
@Singleton
public class ReadinessTrigger {
    private final HttpEndpoint functions;

    ReadinessTrigger(HttpEndpoint functions) {
        this.functions = functions;
    }

    @FunctionName(ReadinessFunction.NAME)
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            route = UsageBudgetFunction.NAME + "/" + ReadinessFunction.NAME,
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return functions.answer(Route.READINESS, request, context);
    }
}
