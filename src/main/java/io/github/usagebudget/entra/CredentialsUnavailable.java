package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.http.NoResponse;
import java.time.Duration;
import java.util.Optional;

/** Failures because a service that gives credentials is down; the same request can succeed later. */
public final class CredentialsUnavailable {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private CredentialsUnavailable() {}

    /** @param asked how long the service asks the caller to wait */
    public static BudgetFailure withCause(String detail, Optional<Duration> asked) {
        return BudgetFailure.of(CREDENTIALS_UNAVAILABLE, detail).retryAfter(asked.orElse(DEFAULT_WAIT));
    }

    /** @param who the service that gave no answer, and the setting with its address */
    public static BudgetFailure unreachable(String who, NoResponse cause) {
        return withCause(who + " could not be reached: " + cause.getMessage() + ".", Optional.empty())
                .withCause(cause);
    }
}
