package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.entra.RefreshTokenRenewal.Renewal;
import io.github.usagebudget.json.JsonText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;

/** Writes one line for each renewal of the refresh token: {@code refresh-token-renewal} and a JSON object. Thread-safe. */
@Singleton
class RenewalLog {

    void write(ExecutionContext invocation, Renewal renewal) {
        InvocationContext.log(invocation, level(renewal), line(invocation, renewal));
    }

    /**
     * An error if the renewal failed. A warning if the token was not renewed for two thirds of its lifetime, even if this run renewed it.
     */
    private static Level level(Renewal renewal) {
        if (renewal.failure().isPresent()) return Level.SEVERE;
        return renewal.cameLate() ? Level.WARNING : Level.INFO;
    }

    private String line(ExecutionContext invocation, Renewal renewal) {
        return "refresh-token-renewal " + JsonText.of(Line.of(invocation, renewal));
    }

    record Line(
            String invocationId,
            String outcome,
            Long ageDays,
            String version,
            String expires,
            String code,
            String detail) {
        static Line of(ExecutionContext invocation, Renewal renewal) {
            return new Line(
                    invocation.getInvocationId(),
                    TextForms.kebabCase(renewal.outcome()),
                    renewal.age().map(Duration::toDays).orElse(null),
                    renewal.version().orElse(null),
                    renewal.expiry().map(Instant::toString).orElse(null),
                    renewal.failure()
                            .map(BudgetFailure::kind)
                            .map(BudgetFailure.Kind::code)
                            .orElse(null),
                    renewal.failure().map(BudgetFailure::getMessage).orElse(null));
        }
    }
}
