package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;

import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.http.NoResponse.Causes;
import io.github.usagebudget.json.JsonText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;

/** Turns a failure of an HTTP call into an answer and, unless it was logged before, a log line. Thread-safe. */
@Singleton
class ProblemWriter {
    private static final String BEARER = "Bearer realm=\"usage-budget-function\"";

    HttpResponseMessage answer(Route route, HttpCall call, Throwable cause) {
        var attempt = cause instanceof FailedAttempt failed ? Optional.of(failed) : Optional.<FailedAttempt>empty();
        var failure = attempt.map(FailedAttempt::failure).orElseGet(() -> BudgetFailure.of(cause));
        var requestId = attempt.flatMap(FailedAttempt::requestId);
        var problem = Problem.of(failure, requestId, call.correlation().id());
        if (attempt.filter(FailedAttempt::isRecorded).isEmpty() || failure.kind() == INTERNAL_ERROR)
            log(call, problem, failure);
        var answer = call.answer(problem.status(), "application/problem+json", requestId);
        failure.retryAfter().ifPresent(wait -> answer.header("Retry-After", seconds(wait)));
        challenge(failure.kind(), call).ifPresent(challenge -> answer.header("WWW-Authenticate", challenge));
        if (problem.status() == 405) answer.header("Allow", route.allowed());
        return answer.body(JsonText.of(problem)).build();
    }

    /** The challenge of RFC 6750, section 3. */
    private static Optional<String> challenge(BudgetFailure.Kind kind, HttpCall call) {
        return switch (kind) {
            case CALLER_UNAUTHENTICATED ->
                Optional.of(call.header("Authorization").isPresent() ? BEARER + ", error=\"invalid_token\"" : BEARER);
            case CALLER_FORBIDDEN -> Optional.of(BEARER + ", error=\"insufficient_scope\"");
            default -> Optional.empty();
        };
    }

    /** Logs a call that was refused before a change was attempted, or an internal error. A failed change already has its own record. */
    private static void log(HttpCall call, Problem problem, BudgetFailure failure) {
        var line = "usage-budget-refused code=" + problem.code() + " status=" + problem.status() + " correlationId="
                + problem.correlationId() + " detail=" + problem.detail();
        var invocation = call.invocation();
        if (problem.status() < 500) invocation.log(Level.INFO, line);
        else
            invocation.log(
                    Level.SEVERE, failure.getCause() == null ? line : line + " cause=" + Causes.loggable(failure));
    }

    private static String seconds(Duration wait) {
        return Long.toString(wait.plusMillis(999).toSeconds());
    }

    /** Carries a failed attempt to change or read a budget to the class that answers the caller. Immutable. */
    static final class FailedAttempt extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient BudgetFailure failure;
        private final transient Optional<UUID> requestId;
        private final boolean recorded;

        private FailedAttempt(BudgetFailure failure, Optional<UUID> requestId, boolean recorded) {
            super(failure);
            this.failure = failure;
            this.requestId = requestId;
            this.recorded = recorded;
        }

        /** A failed change, which is already logged. */
        static FailedAttempt toChange(BudgetFailure failure, Optional<UUID> requestId) {
            return new FailedAttempt(failure, requestId, true);
        }

        /** A failed read, which is not logged yet. */
        static FailedAttempt toRead(BudgetFailure failure, Optional<UUID> requestId) {
            return new FailedAttempt(failure, requestId, false);
        }

        boolean isRecorded() {
            return recorded;
        }

        BudgetFailure failure() {
            return failure;
        }

        Optional<UUID> requestId() {
            return requestId;
        }
    }
}
