package io.github.usagebudget.function;

import com.microsoft.azure.functions.HttpMethod;
import java.util.function.Function;

/** An HTTP function: its name for Funqy, the one method it takes, how long a body may be, and what the function is given. */
enum Route {
    USAGE_BUDGET(UsageBudgetFunction.NAME, HttpMethod.POST, 16 * 1024, "16 KiB", UsageBudgetRequest::read),
    BUDGET_PLAN(BudgetPlanFunction.NAME, HttpMethod.POST, 16 * 1024 * 1024, "16 MiB", BudgetPlanRequest::read),
    /** Whatever its body is, nobody reads it. */
    READINESS(ReadinessFunction.NAME, HttpMethod.GET, Integer.MAX_VALUE, "any length", Function.identity());

    private final String function;
    private final HttpMethod method;
    private final int longestBody;
    private final String limit;
    private final Function<Call, ?> input;

    Route(String function, HttpMethod method, int longestBody, String limit, Function<Call, ?> input) {
        this.function = function;
        this.method = method;
        this.longestBody = longestBody;
        this.limit = limit;
        this.input = input;
    }

    String function() {
        return function;
    }

    HttpMethod method() {
        return method;
    }

    /** In bytes. */
    int longestBody() {
        return longestBody;
    }

    /** The same for people. */
    String limit() {
        return limit;
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure if the call holds nothing of the kind */
    Object input(Call call) {
        return input.apply(call);
    }
}
