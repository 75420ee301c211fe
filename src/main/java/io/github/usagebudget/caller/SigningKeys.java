package io.github.usagebudget.caller;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.CredentialsUnavailable;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Remembered;
import io.github.usagebudget.remote.Remembered.Lease;
import io.github.usagebudget.remote.RestClients;
import io.github.usagebudget.remote.Retries;
import io.github.usagebudget.remote.RetryAfter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Entra's signing keys, as a verifier of the tokens signed with them. Remembered for an hour, and in need for a day; asked for anew when
 * a token names a key that is not among them, but not more than once a minute, or anybody with a made-up token could have Entra asked
 * without end. Thread-safe.
 */
@Singleton
class SigningKeys {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Settings settings;
    private final Clock clock;
    private final Ticker ticker;
    private final Retries retries;
    private final Lazy<SigningKeysApi> entra;
    private final Remembered<TokenVerifier> verifier;

    // Mutable state
    private Instant renewed = Instant.MIN;

    SigningKeys(Settings settings, Clock clock, Ticker ticker, Retries retries) {
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
        this.retries = retries;
        this.entra = new Lazy<>(() -> RestClients.build(
                SigningKeysApi.class, Cloud.of(settings).signInHost(settings), Retries.CONNECT, Retries.READ));
        this.verifier = new Remembered<>(clock);
    }

    /** @throws BudgetFailure {@code misconfigured}, or {@code credentials-unavailable} while Entra does not give its keys */
    TokenVerifier current() {
        return verifier.get(deadline(), this::fetch);
    }

    /**
     * After {@code known} did not know a token's key: a newer one, or empty if the keys are those that Entra has.
     *
     * @throws BudgetFailure {@code credentials-unavailable} if they may be out of date and Entra does not say
     */
    Optional<TokenVerifier> newerThan(TokenVerifier known) {
        if (mayRenew(known)) return Optional.of(verifier.renewed(known, deadline(), this::fetch));
        var current = current();
        if (current != known) return Optional.of(current);
        if (isRecent(known.fetched())) return Optional.empty();
        throw CredentialsUnavailable.because(
                "The token names a signing key that is not known here, and Entra did not give its keys a moment ago.",
                Optional.of(BETWEEN_RENEWALS));
    }

    private synchronized boolean mayRenew(TokenVerifier known) {
        if (isRecent(known.fetched()) || isRecent(renewed)) return false;
        renewed = clock.instant();
        return true;
    }

    private Deadline deadline() {
        return Deadline.after(LIMIT, ticker);
    }

    private boolean isRecent(Instant moment) {
        return moment.isAfter(clock.instant().minus(BETWEEN_RENEWALS));
    }

    private Lease<TokenVerifier> fetch() {
        var expected = expected(settings);
        try {
            var answer = retries.ask(() -> entra.get().keys(expected.tenant()), Retries::passing, deadline());
            var now = clock.instant();
            return new Lease<>(new TokenVerifier(keys(answer), expected, now), now.plus(FRESH), now.plus(USABLE));
        } catch (NoAnswer e) {
            throw CredentialsUnavailable.unreachable("Entra (ENTRA_AUTHORITY_HOST), for its signing keys,", e);
        }
    }

    private String keys(Answer answer) {
        if (answer.status() == 400 || answer.status() == 404)
            throw BudgetFailure.of(
                    MISCONFIGURED,
                    "Entra has no signing keys for the tenant that CALLER_TENANT_ID names: it answered "
                            + answer.status() + ".");
        var keys = JsonValue.object(answer.body()).map(body -> body.member("keys"));
        if (!answer.successful() || keys.filter(JsonValue::isList).isEmpty())
            throw CredentialsUnavailable.because(
                    "Entra answered " + answer.status() + " and no signing keys.", RetryAfter.of(answer, clock));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** What the settings demand of a token. */
    static TokenVerifier.Expected expected(Settings settings) {
        // "common", or a domain, is never the issuer of a token
        var tenant = settings.guid(Setting.CALLER_TENANT_ID);
        return new TokenVerifier.Expected(
                Cloud.of(settings).signInHost(settings) + "/" + tenant + "/v2.0",
                tenant,
                audiences(settings),
                settings.required(Setting.CALLER_ROLE));
    }

    private static Set<String> audiences(Settings settings) {
        var audiences = Arrays.stream(settings.required(Setting.CALLER_AUDIENCE).split(","))
                .map(String::strip)
                .filter(audience -> !audience.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (audiences.isEmpty()) throw Settings.misconfigured(Setting.CALLER_AUDIENCE, "names no audience.");
        return audiences;
    }
}
