package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.usagebudget.json.JsonText;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** What every HTTP trigger does: the gate, the Funqy function, the answer. Nothing it is given makes it throw. Thread-safe. */
@Singleton
class HttpFunctions {
    private final Gate gate;
    private final FunqyFunctions functions;
    private final ProblemWriter problems;

    HttpFunctions(Gate gate, FunqyFunctions functions, ProblemWriter problems) {
        this.gate = gate;
        this.functions = functions;
        this.problems = problems;
    }

    HttpResponseMessage answer(Route route, HttpRequestMessage<Optional<String>> request, ExecutionContext invocation) {
        var call = new Call(request, invocation);
        try {
            var operation = gate.check(route, call);
            var answer = JsonText.of(functions.call(operation, call));
            return route == Route.BUDGET_PLAN && wantsAPage(call)
                    ? call.answer(200, "text/html; charset=utf-8")
                            .body(ReportPage.of(answer))
                            .build()
                    : call.answer(200, "application/json").body(answer).build();
        } catch (RuntimeException | Error failure) {
            return problems.answer(route, call, failure);
        }
    }

    /** A person's browser asks for a page; whoever asks for nothing in particular gets JSON. */
    private static boolean wantsAPage(Call call) {
        return call.header("Accept").orElse("").toLowerCase(Locale.ROOT).contains("text/html");
    }
}
