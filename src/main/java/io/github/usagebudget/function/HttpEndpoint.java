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
import io.github.usagebudget.function.Representation.Accept;
import io.github.usagebudget.function.Route.Operation;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/**
 * Handles the calls of all HTTP triggers: checks the request, calls the Funqy function, and writes the answer. Never throws. Thread-safe.
 */
@Singleton
class HttpEndpoint {
    private final RequestChecks checks;
    private final FunqyFunctions functions;
    private final ProblemWriter problems;

    HttpEndpoint(RequestChecks checks, FunqyFunctions functions, ProblemWriter problems) {
        this.checks = checks;
        this.functions = functions;
        this.problems = problems;
    }

    HttpResponseMessage answer(Route route, HttpRequestMessage<Optional<String>> request, ExecutionContext invocation) {
        var call = new HttpCall(request, invocation);
        try {
            var operation = checks.check(route, call);
            var result = functions.call(operation, call);
            var representation = Accept.preferred(call.header("Accept").orElse(""), operation.representations());
            return call.answer(200, representation, requestId(result))
                    .body(representation.written().apply(result))
                    .build();
        } catch (RuntimeException | Error failure) {
            return problems.answer(route, call, failure);
        }
    }

    private static Optional<UUID> requestId(Object result) {
        return result instanceof Result answered ? Optional.ofNullable(answered.requestId()) : Optional.empty();
    }

    /** The result of one request to Partner Center. */
    interface Result {
        /** Null if Partner Center was not reached. */
        UUID requestId();
    }

    /** The checks before every HTTP function, in the documented order: caller, method, query, media type, size, settings. Thread-safe. */
    @Singleton
    static class RequestChecks {
        private final Settings settings;
        private final Instance<EntraCallers> callers;

        /** @param callers created by the first call that needs it */
        RequestChecks(Settings settings, Instance<EntraCallers> callers) {
            this.settings = settings;
            this.callers = callers;
        }

        /**
         * The requested operation. The caller learns only of the first check that fails.
         *
         * @throws BudgetFailure if a check fails
         */
        Operation check(Route route, HttpCall call) {
            checkCaller(call);
            var operation = route.operation(call.method())
                    .orElseThrow(() -> BudgetFailure.of(METHOD_NOT_ALLOWED, "Allowed here: " + route.allowed() + "."));
            call.readQuery(operation.parameters());
            var body = operation.body().apply(call.query());
            body.checkType(call);
            body.checkSize(call);
            if (operation.method() == HttpMethod.POST) settings.refuseUnknown();
            return operation;
        }

        private void checkCaller(HttpCall call) {
            switch (settings.get(Setting.CALLER_AUTH)) {
                case FUNCTION_KEY -> {
                    // the host has checked it
                }
                case ENTRA ->
                    call.comesFrom(
                            callers.get().admit(call.header("Authorization").orElse(null)));
            }
        }
    }
}
