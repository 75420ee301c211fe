package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.METHOD_NOT_ALLOWED;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.callerauth.EntraCallers;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.function.HttpCall.BodyRule;
import io.github.usagebudget.function.QueryParameters.Parameter;
import io.github.usagebudget.json.JsonText;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Handles all HTTP calls: checks the request, calls the Funqy function, writes the answer. Never throws. Thread-safe. */
@Singleton
class HttpEndpoint {
    private final Settings settings;
    private final Instance<EntraCallers> callers;
    private final FunqyFunctions functions;

    /** @param callers created by the first call that needs it */
    HttpEndpoint(Settings settings, Instance<EntraCallers> callers, FunqyFunctions functions) {
        this.settings = settings;
        this.callers = callers;
        this.functions = functions;
    }

    HttpResponseMessage answer(Route route, HttpRequestMessage<Optional<String>> request, ExecutionContext invocation) {
        var call = new HttpCall(request, invocation);
        try {
            var operation = checked(route, call);
            var answer = functions.call(operation.function(), operation.input().apply(call), call);
            var result = answer instanceof Result known ? known : new JsonResult(answer);
            return written(result, call);
        } catch (RuntimeException | Error failure) {
            return Problem.answer(route, call, failure);
        }
    }

    /**
     * Checks the request in the documented order: caller, method, query, media type, size, settings. The caller learns only of the first
     * check that fails.
     *
     * @throws BudgetFailure if a check fails
     */
    private Operation checked(Route route, HttpCall call) {
        checkCaller(call);
        var operation = route.operations.stream()
                .filter(each -> each.method() == call.method())
                .findFirst()
                .orElseThrow(() -> BudgetFailure.of(METHOD_NOT_ALLOWED, "Allowed here: " + route.allowed() + "."));
        call.readQuery(operation.parameters());
        if (operation.method() == HttpMethod.POST) {
            var body = operation.body().apply(call.query());
            body.check(call);
            settings.refuseUnknown();
        }
        return operation;
    }

    private void checkCaller(HttpCall call) {
        switch (settings.get(Setting.CALLER_AUTH)) {
            case FUNCTION_KEY -> {
                // the host has checked it
            }
            case ENTRA ->
                call.comesFrom(callers.get().admit(call.header("Authorization").orElse(null)));
        }
    }

    private static HttpResponseMessage written(Result result, HttpCall call) {
        var form = Representation.preferred(call.header("Accept").orElse(""), result.representations());
        var answer = call.answer(200, form.contentType(), Optional.ofNullable(result.requestId()));
        if (form.isForPeople())
            answer.header("Content-Disposition", "inline; filename=\"" + result.fileName() + form.extension() + "\"");
        return answer.body(result.as(form)).build();
    }

    /** What a function returns. */
    interface Result {
        /** Of the last request to Partner Center; null if it was not reached, or if there were many. */
        default UUID requestId() {
            return null;
        }

        /** The forms that the result has; the first is the default. */
        default List<Representation> representations() {
            return List.of(Representation.JSON);
        }

        /** @param form one of the result's */
        default String as(Representation form) {
            return JsonText.of(this);
        }

        /** The name, without an extension, that a browser suggests for saving. */
        default String fileName() {
            return "";
        }
    }

    /** A result of another package. */
    private record JsonResult(Object value) implements Result {
        @Override
        public String as(Representation form) {
            return JsonText.of(value);
        }
    }

    /** The HTTP functions: each has one path, and one operation for each of its methods. */
    enum Route {
        USAGE_BUDGET(
                new Operation(
                        HttpMethod.POST,
                        UsageBudgetFunction.NAME,
                        Set.of(Parameter.DRY_RUN),
                        query -> UsageBudgetRequest.BODY,
                        UsageBudgetRequest::read),
                Operation.get(
                        UsageBudgetFunction.READ,
                        Set.of(Parameter.CUSTOMER),
                        call -> call.query().customer())),
        BUDGET_PLAN(
                new Operation(
                        HttpMethod.POST,
                        BudgetPlanFunction.NAME,
                        Set.of(Parameter.DRY_RUN, Parameter.UNDO, Parameter.SEPARATOR),
                        BudgetPlanFunction::body,
                        call -> null),
                Operation.get(BudgetPlanFunction.EXPORT, Set.of(Parameter.SEPARATOR), call -> null)),
        READINESS(Operation.get(UsageBudgetFunction.READINESS, Set.of(), call -> null));

        private final List<Operation> operations;

        Route(Operation... operations) {
            this.operations = List.of(operations);
        }

        /** The supported methods, in the form of the header {@code Allow}. */
        String allowed() {
            return operations.stream().map(each -> each.method().name()).collect(Collectors.joining(", "));
        }
    }

    /**
     * What one method of an HTTP function does. Immutable.
     *
     * @param function the name of the Funqy function that does it
     * @param parameters of the query, in addition to the function key
     * @param body returns which bodies a POST accepts with these query parameters
     * @param input makes the Funqy function's argument, if it has one, from a call that passed the checks; throws {@link BudgetFailure} if
     *     it is invalid
     */
    private record Operation(
            HttpMethod method,
            String function,
            Set<Parameter> parameters,
            Function<QueryParameters, BodyRule> body,
            Function<HttpCall, ?> input) {
        static Operation get(String function, Set<Parameter> parameters, Function<HttpCall, ?> input) {
            return new Operation(HttpMethod.GET, function, parameters, null, input);
        }
    }
}
