package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.METHOD_NOT_ALLOWED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.UNSUPPORTED_MEDIA_TYPE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import io.github.usagebudget.caller.EntraCallers;
import io.github.usagebudget.config.CallerAuth;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.plan.PlanFormat;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stands before Funqy, which runs a function for a GET, takes any content type, and logs a stack trace for a body it cannot read. Lets
 * callers in, as CALLER_AUTH says, and nobody on another path. Thread-safe.
 */
@Singleton
class Gate {
    /** After Quarkus' authentication (200) and authorization (100). */
    private static final int PRIORITY = 50;

    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private static final String PLAN = Gate.class.getName() + ".plan";

    private final Settings settings;

    private final Instance<EntraCallers> callers;

    /** @param callers made when the first of them comes, if ever */
    Gate(Settings settings, Instance<EntraCallers> callers) {
        this.settings = settings;
        this.callers = callers;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        var route = Route.of(exchange.request().path());
        if (route.isEmpty()) {
            // the router takes more spellings of a path for the same than this gate does
            exchange.response().setStatusCode(404).end();
            return;
        }
        var call = Call.of(exchange);
        try {
            switch (settings.choice(Setting.CALLER_AUTH, CallerAuth.class)) {
                case FUNCTION_KEY -> admit(exchange, route.get());
                case ENTRA -> {
                    // may wait for Entra's keys, which an event loop must not
                    var authorization = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
                    exchange.vertx()
                            .executeBlocking(() -> callers.get().admit(authorization), false)
                            .onSuccess(call::comesFrom)
                            .onSuccess(caller -> admit(exchange, route.get()))
                            .onFailure(exchange::fail);
                }
            }
        } catch (BudgetFailure failure) {
            exchange.fail(failure);
        }
    }

    /** The caller may ask; is it a question? */
    private static void admit(RoutingContext exchange, Route route) {
        try {
            checkRequest(exchange, route);
        } catch (RuntimeException failure) {
            exchange.fail(failure);
            return;
        }
        exchange.next();
    }

    private static void checkRequest(RoutingContext exchange, Route route) {
        var request = exchange.request();
        if (!request.method().equals(route.method()))
            throw BudgetFailure.of(METHOD_NOT_ALLOWED, "Only " + route.method() + " is allowed here.");
        var body = exchange.body().buffer();
        if (body != null && body.length() > route.longestBody() && route.longestBody() > 0) throw tooLarge(route);
        switch (route) {
            case USAGE_BUDGET -> checkRequestBody(exchange);
            case BUDGET_PLAN -> checkPlanBody(exchange);
            case READINESS -> {
                // whatever it is, nobody reads it
            }
        }
    }

    static BudgetFailure tooLarge(Route route) {
        return BudgetFailure.of(BODY_TOO_LARGE, "The body may have at most " + route.limit() + ".");
    }

    private static void checkPlanBody(RoutingContext exchange) {
        if (format(exchange).isEmpty())
            throw BudgetFailure.of(
                    UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type must be application/json, application/x-ndjson or text/csv, in UTF-8.");
        // a plan may be no JSON, and Funqy would read it as such
        exchange.put(PLAN, exchange.body().buffer());
        ((RoutingContextInternal) exchange).setBody(Buffer.buffer());
    }

    /** The plan as it came. */
    static byte[] plan(RoutingContext exchange) {
        Buffer plan = exchange.get(PLAN);
        return plan == null ? new byte[0] : plan.getBytes();
    }

    /** What the plan is written in. */
    static Optional<PlanFormat> format(RoutingContext exchange) {
        return Optional.ofNullable(exchange.request().getHeader("Content-Type")).flatMap(PlanFormat::ofContentType);
    }

    private static void checkRequestBody(RoutingContext exchange) {
        var type = exchange.request().getHeader("Content-Type");
        if (type == null || !JSON.matcher(type.strip()).matches())
            throw BudgetFailure.of(UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json, in UTF-8.");
        if (!startsAnObject(exchange.body().buffer()))
            throw UsageBudgetRequest.malformed(List.of(new Fault("", "must be a JSON object")));
    }

    /** All that {@link UsageBudgetRequest.Reader} cannot see for itself: Funqy's reader fails on the first token before it is asked. */
    static boolean startsAnObject(Buffer body) {
        if (body == null) return false;
        for (var i = hasByteOrderMark(body) ? 3 : 0; i < body.length(); i++) {
            var c = body.getByte(i);
            // a zero byte would make Jackson read UTF-16 or UTF-32
            if (c == '{') return i + 1 == body.length() || body.getByte(i + 1) != 0;
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return false;
        }
        return false;
    }

    private static boolean hasByteOrderMark(Buffer body) {
        return body.length() >= 3 && body.getUnsignedMedium(0) == 0xEFBBBF;
    }
}
