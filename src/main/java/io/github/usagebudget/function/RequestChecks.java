package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.METHOD_NOT_ALLOWED;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.callerauth.EntraCallers;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** The checks before every HTTP function, in the documented order: caller, method, query, media type, size, settings. Thread-safe. */
@Singleton
class RequestChecks {
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
                call.comesFrom(callers.get().admit(call.header("Authorization").orElse(null)));
        }
    }
}
