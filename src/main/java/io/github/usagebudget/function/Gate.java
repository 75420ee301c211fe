package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.METHOD_NOT_ALLOWED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.caller.EntraCallers;
import io.github.usagebudget.config.CallerAuth;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Stands before every HTTP function: lets callers in, as CALLER_AUTH says, and calls that the function can read. Thread-safe. */
@Singleton
class Gate {
    private final Settings settings;
    private final Instance<EntraCallers> callers;

    /** @param callers made when the first of them comes, if ever */
    Gate(Settings settings, Instance<EntraCallers> callers) {
        this.settings = settings;
        this.callers = callers;
    }

    /** @throws BudgetFailure if the call goes no further; who may not call learns nothing else */
    void check(Route route, Call call) {
        switch (settings.choice(Setting.CALLER_AUTH, CallerAuth.class)) {
            case FUNCTION_KEY -> {
                // which the host has checked
            }
            case ENTRA ->
                call.comesFrom(callers.get().admit(call.header("Authorization").orElse(null)));
        }
        if (call.method() != route.method())
            throw BudgetFailure.of(METHOD_NOT_ALLOWED, "Only " + route.method() + " is allowed here.");
        if (call.body().length > route.longestBody())
            throw BudgetFailure.of(BODY_TOO_LARGE, "The body may have at most " + route.limit() + ".");
    }
}
