package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.http.CredentialClient.unavailable;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.Grant;
import io.github.usagebudget.config.Settings.SecretSource;
import io.github.usagebudget.entra.AppSecrets.Secret;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Redeems the user's refresh token and stores the new one. If it is interrupted, nothing is lost: Entra still accepts the old one
 * (https://learn.microsoft.com/entra/identity-platform/refresh-tokens). Thread-safe; two renewals at the same time both leave a valid token.
 */
@Singleton
public class RefreshTokenRenewal {
    /** From the day it was issued, used or not. */
    private static final Duration LIFE = Duration.ofDays(90);

    /** Printable, without a space (https://www.rfc-editor.org/rfc/rfc6749#appendix-A.17). */
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7E]++");

    private final Settings settings;
    private final AppSecrets secrets;
    private final TokenClient tokenClient;
    private final Clock clock;

    RefreshTokenRenewal(Settings settings, AppSecrets secrets, TokenClient tokenClient, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.tokenClient = tokenClient;
        this.clock = clock;
    }

    /** Renews the token, if there is one in the vault. Never throws a {@link BudgetFailure}: the renewal holds it. */
    public Renewal renew(Deadline deadline) {
        Optional<Duration> age = Optional.empty();
        try {
            if (!isNeeded()) return new Renewal(age, Optional.empty(), Optional.empty(), Optional.empty());
            var found = secrets.storedRefreshToken(deadline);
            age = found.created().map(created -> Duration.between(created, clock.instant()));
            var expiry = clock.instant().plus(LIFE);
            var next = next(found.secret().trimmed(), deadline);
            var version = secrets.replaceRefreshToken(found, next, expiry, deadline);
            return new Renewal(age, Optional.of(version), Optional.of(expiry), Optional.empty());
        } catch (BudgetFailure failure) {
            return new Renewal(age, Optional.empty(), Optional.empty(), Optional.of(failure));
        }
    }

    private boolean isNeeded() {
        return settings.get(Setting.PARTNER_CENTER_GRANT) == Grant.APP_AND_USER
                && settings.get(Setting.SECRET_SOURCE) == SecretSource.KEY_VAULT;
    }

    private Secret next(Secret token, Deadline deadline) {
        var next = tokenClient
                .redeem(token, deadline)
                .refreshToken()
                .orElseThrow(() -> BudgetFailure.of(
                        CREDENTIALS_REFUSED,
                        "Entra took the refresh token, but gave no new one: the app registration needs the delegated permission"
                                + " offline_access. " + EntraFault.GIVE_CONSENT));
        // the stored version becomes the current one, which is the only one that is read
        if (!USABLE.matcher(next.value()).matches())
            throw unavailable("Entra's answer holds no usable refresh token; the one in the vault stays.");
        return next;
    }

    /**
     * The result of a renewal. Immutable.
     *
     * @param age of the token that was in the vault
     * @param version of the new token in the vault
     */
    public record Renewal(
            Optional<Duration> age,
            Optional<String> version,
            Optional<Instant> expiry,
            Optional<BudgetFailure> failure) {
        /** Two thirds of its life: enough time is left to make renewals succeed again (docs/partner-center.md, "Refresh tokens"). */
        private static final Duration OLD = Duration.ofDays(60);

        public enum RenewalOutcome {
            RENEWED,
            /** There is no token to renew. */
            NOT_NEEDED,
            FAILED
        }

        public RenewalOutcome outcome() {
            if (failure.isPresent()) return RenewalOutcome.FAILED;
            return version.isPresent() ? RenewalOutcome.RENEWED : RenewalOutcome.NOT_NEEDED;
        }

        /** Whether the token in the vault was so old that an operator should find out why. */
        public boolean cameLate() {
            return age.filter(found -> found.compareTo(OLD) >= 0).isPresent();
        }
    }
}
