package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.quarkus.funqy.runtime.ApplicationException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;

/** The one place where a failure, ours or the framework's, becomes an answer and a log line. Thread-safe. */
@Singleton
class ProblemWriter {
    private static final String BEARER = "Bearer realm=\"usage-budget-function\"";

    private final ObjectMapper json;
    private final InvocationLog log;

    ProblemWriter(ObjectMapper json, InvocationLog log) {
        this.json = json;
        this.log = log;
    }

    void watch(@Observes Router router) {
        for (var route : Route.values())
            router.route(route.relativePath()).order(Integer.MIN_VALUE).failureHandler(this::write);
    }

    private void write(RoutingContext exchange) {
        if (exchange.response().headWritten()) return;
        var call = Call.of(exchange);
        var failure = failure(exchange);
        var problem = Problem.of(failure, call);
        log(call, problem, failure);
        var response = exchange.response().setStatusCode(problem.status());
        failure.retryAfter().ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
        challenge(failure.kind(), exchange).ifPresent(challenge -> response.putHeader("WWW-Authenticate", challenge));
        if (problem.status() == 405)
            Route.of(exchange.request().path())
                    .ifPresent(route ->
                            response.putHeader(HttpHeaders.ALLOW, route.method().name()));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json").end(body(problem));
    }

    /** What a caller lacks, as RFC 6750, 3 says it. */
    private static Optional<String> challenge(BudgetFailure.Kind kind, RoutingContext exchange) {
        var given = exchange.request().headers().contains(HttpHeaders.AUTHORIZATION);
        return switch (kind) {
            case CALLER_UNAUTHENTICATED -> Optional.of(given ? BEARER + ", error=\"invalid_token\"" : BEARER);
            case CALLER_FORBIDDEN -> Optional.of(BEARER + ", error=\"insufficient_scope\"");
            default -> Optional.empty();
        };
    }

    private static BudgetFailure failure(RoutingContext exchange) {
        var cause = exchange.failure();
        if (cause instanceof ApplicationException wrapped && wrapped.getCause() != null) cause = wrapped.getCause();
        if (cause instanceof BudgetFailure ours) return ours;
        if (cause == null && exchange.statusCode() == 413)
            return Gate.tooLarge(Route.of(exchange.request().path()).orElse(Route.USAGE_BUDGET));
        if (cause == null && exchange.statusCode() == 400)
            return BudgetFailure.of(MALFORMED_REQUEST, "The body could not be read.");
        return BudgetFailure.of(INTERNAL_ERROR, "A fault of ours; the log has it under the correlation id.")
                .because(cause);
    }

    /** What happened before there was a change, and faults of ours; the end of a change is in its record. */
    private void log(Call call, Problem problem, BudgetFailure failure) {
        if (call.isRecorded() && failure.kind() != INTERNAL_ERROR) return;
        var line = "usage-budget-refused code=" + problem.code() + " status=" + problem.status() + " correlationId="
                + problem.correlationId() + " detail=" + problem.detail();
        if (problem.status() < 500) log.write(call.invocationId(), Level.INFO, line);
        else
            log.write(
                    call.invocationId(),
                    Level.SEVERE,
                    failure.getCause() == null ? line : line + " cause=" + Cause.of(failure));
    }

    private static String seconds(Duration wait) {
        return Long.toString(wait.plusMillis(999).toSeconds());
    }

    private String body(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can always be written", e);
        }
    }
}
