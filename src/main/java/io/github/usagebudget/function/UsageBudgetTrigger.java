package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.quarkus.azure.functions.resteasy.runtime.BaseFunction;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code POST /api/usage-budget}, with the function key. Hands the request to the Quarkus router, and so to Funqy. */
@Singleton
public class UsageBudgetTrigger extends BaseFunction {
    private final InvocationLog log;

    UsageBudgetTrigger(InvocationLog log) {
        this.log = log;
    }

    @FunctionName(UsageBudgetFunction.NAME)
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            route = UsageBudgetFunction.NAME,
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        log.begin(context);
        try {
            return dispatch(new RoutedRequest(request, Route.path(UsageBudgetFunction.NAME), context));
        } finally {
            log.end(context);
        }
    }
}
