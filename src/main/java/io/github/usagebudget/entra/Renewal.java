package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a renewal of the refresh token ended. Immutable.
 *
 * @param age of the token that was found
 * @param version the new one's in the vault
 */
public record Renewal(
        RenewalOutcome outcome,
        Optional<Duration> age,
        Optional<String> version,
        Optional<Instant> expiry,
        Optional<BudgetFailure> failure) {
    /** Two thirds of its life: time enough to see to it that renewals succeed again (docs/partner-center.md, "Refresh tokens"). */
    private static final Duration OLD = Duration.ofDays(60);

    public enum RenewalOutcome {
        RENEWED,
        /** There is none to renew. */
        NOT_NEEDED,
        FAILED
    }

    static Renewal notNeeded() {
        return new Renewal(
                RenewalOutcome.NOT_NEEDED, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Renewal of(Optional<Duration> age, String version, Instant expiry) {
        return new Renewal(RenewalOutcome.RENEWED, age, Optional.of(version), Optional.of(expiry), Optional.empty());
    }

    static Renewal failed(Optional<Duration> age, BudgetFailure failure) {
        return new Renewal(RenewalOutcome.FAILED, age, Optional.empty(), Optional.empty(), Optional.of(failure));
    }

    /** Whether the token that was found had not been renewed for so long that somebody should look into it. */
    public boolean cameLate() {
        return age.filter(found -> found.compareTo(OLD) >= 0).isPresent();
    }
}
