package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives a new token if the last one was refused, and fails on demand. */
public final class FakeAccessTokens extends AccessTokens {
    private final Supplier<Optional<BudgetFailure>> failures;

    // Mutable state
    private int issued = 1;

    /** @param failures asked before each token */
    public FakeAccessTokens(Clock clock, Supplier<Optional<BudgetFailure>> failures) {
        super(null, clock, System::nanoTime);
        this.failures = failures;
    }

    @Override
    public AccessToken get(Deadline deadline) {
        failures.get().ifPresent(failure -> {
            throw failure;
        });
        return new AccessToken("token-number-" + issued + "-of-a-fake");
    }

    @Override
    public void refused(AccessToken refused) {
        issued++;
    }
}
