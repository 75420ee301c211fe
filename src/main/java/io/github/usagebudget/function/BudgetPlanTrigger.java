package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.quarkus.azure.functions.resteasy.runtime.BaseFunction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
            return asWanted(
                    request,
                    dispatch(new RoutedRequest(
                            request,
                            Route.path(BudgetPlanFunction.NAME),
                            context,
                            Optional.of(BudgetPlanFunction.DRY_RUN))));
        } finally {
            log.end(context);
        }
    }

    /** A person's browser asks for a page; whoever asks for nothing in particular gets JSON. */
    private static HttpResponseMessage asWanted(
            HttpRequestMessage<Optional<String>> request, HttpResponseMessage response) {
        var accepted = RoutedRequest.header(request, "accept").toLowerCase(Locale.ROOT);
        if (response.getStatusCode() != 200 || !accepted.contains("text/html")) return response;
        var page = ReportPage.of(text(response.getBody()));
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "text/html; charset=utf-8")
                .header(Call.CORRELATION, response.getHeader(Call.CORRELATION))
                .body(page)
                .build();
    }

    private static String text(Object body) {
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
    }
}
