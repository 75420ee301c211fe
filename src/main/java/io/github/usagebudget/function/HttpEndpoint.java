package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
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
}
