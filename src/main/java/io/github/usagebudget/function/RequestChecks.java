package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.METHOD_NOT_ALLOWED;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.callerauth.EntraCallers;
import io.github.usagebudget.config.CallerAuth;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Stands before every HTTP function: lets callers in, as CALLER_AUTH says, and calls that the function can read. Thread-safe. */
@Singleton
class RequestChecks {
    private final Settings settings;
    private final Instance<EntraCallers> callers;

    /** @param callers made when the first of them comes, if ever */
    RequestChecks(Settings settings, Instance<EntraCallers> callers) {
        this.settings = settings;
        this.callers = callers;
    }

    /**
     * The operation that the call asks for. The first check that fails is the only one that the caller learns of; who may not call learns
     * nothing else.
     *
     * @throws BudgetFailure if the call goes no further
     */
    Operation check(Route route, HttpCall call) {
        checkCaller(call);
        var operation = route.operation(call.method())
                .orElseThrow(() -> BudgetFailure.of(METHOD_NOT_ALLOWED, "Allowed here: " + route.allowed() + "."));
        call.readQuery(operation.parameters());
        operation.body().checkType(call);
        operation.body().checkSize(call);
        if (operation.method() == HttpMethod.POST) settings.refuseUnknown();
        return operation;
    }

    private void checkCaller(HttpCall call) {
        switch (settings.choice(Setting.CALLER_AUTH, CallerAuth.class)) {
            case FUNCTION_KEY -> {
                // which the host has checked
            }
            case ENTRA ->
                call.comesFrom(callers.get().admit(call.header("Authorization").orElse(null)));
        }
    }
}
