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

/** {@code POST /api/budget-plan}, with the function key. */
@Singleton
public class BudgetPlanTrigger extends BaseFunction {
    private final InvocationLog log;

    BudgetPlanTrigger(InvocationLog log) {
        this.log = log;
    }

    @FunctionName(BudgetPlanFunction.NAME)
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            route = BudgetPlanFunction.NAME,
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            dataType = "binary")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        log.begin(context);
        try {
            return dispatch(new RoutedRequest(
                    request,
                    Route.path(BudgetPlanFunction.NAME),
                    context.getInvocationId(),
                    Optional.of(BudgetPlanFunction.DRY_RUN)));
        } finally {
            log.end(context);
        }
    }
}
