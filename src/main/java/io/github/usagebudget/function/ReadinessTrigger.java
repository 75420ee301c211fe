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

/** {@code GET /api/usage-budget/readiness}, with the function key. */
@Singleton
public class ReadinessTrigger extends BaseFunction {
    private final InvocationLog log;

    ReadinessTrigger(InvocationLog log) {
        this.log = log;
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
        log.begin(context);
        try {
            return dispatch(new RoutedRequest(request, Route.path(ReadinessFunction.NAME), context));
        } finally {
            log.end(context);
        }
    }
}
