package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Credential;
import io.github.usagebudget.config.Grant;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.EntraFault.Refused;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Redaction;
import io.github.usagebudget.remote.RestClients;
import io.github.usagebudget.remote.Retries;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gets a token for Partner Center from Entra: any grant with any credential. Remembers none. Thread-safe. */
@Singleton
class SignIn {
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final List<String> SECRETS = List.of("client_secret", "client_assertion", "refresh_token");

    private final Settings settings;
    private final AppSecrets secrets;
    private final ManagedIdentity identity;
    private final Clock clock;
    private final Retries retries;
    private final Lazy<TokenApi> entra;

    SignIn(Settings settings, AppSecrets secrets, ManagedIdentity identity, Clock clock, Retries retries) {
        this.settings = settings;
        this.secrets = secrets;
        this.identity = identity;
        this.clock = clock;
        this.retries = retries;
        this.entra = new Lazy<>(() -> RestClients.build(
                TokenApi.class, Cloud.of(settings).signInHost(settings), Retries.CONNECT, Retries.READ));
    }

    /** What one request for a token is made of. */
    private record Showing(Proof proof, Optional<Secret> refreshToken) {
        boolean isMadeAs(Showing other) {
            return Objects.equals(proof.madeFrom(), other.proof.madeFrom()) && refreshToken.equals(other.refreshToken);
        }
    }

    /**
     * A checked token; where Entra refuses what was remembered, one more try each with what the vault holds now.
     *
     * @throws BudgetFailure {@code credentials-refused}, {@code credentials-unavailable} or {@code misconfigured}
     */
    Granted now(Deadline deadline) {
        checkSettings();
        var credential = credential();
        var showing = showing(credential, deadline);
        var answer = ask(showing, deadline);
        // each kind at most once: a credential and a consent may both have been renewed
        var renewed = EnumSet.noneOf(Refused.class);
        for (var refused = EntraFault.refused(answer);
                refused.isPresent() && renewed.add(refused.get());
                refused = EntraFault.refused(answer)) {
            forget(refused.get(), credential, showing);
            var current = showing(credential, deadline);
            if (current.isMadeAs(showing)) break;
            showing = current;
            answer = ask(showing, deadline);
        }
        return granted(answer);
    }

    private Showing showing(AppCredential credential, Deadline deadline) {
        return new Showing(credential.proof(deadline), refreshToken(deadline));
    }

    private void forget(Refused refused, AppCredential credential, Showing shown) {
        switch (refused) {
            case CREDENTIAL -> credential.refused(shown.proof());
            case GRANT -> shown.refreshToken().ifPresent(token -> secrets.refused(AppSecret.REFRESH_TOKEN, token));
        }
    }

    /** A token for this refresh token, and the refresh token that follows it. */
    Granted redeem(Secret refreshToken, Deadline deadline) {
        return granted(ask(new Showing(credential().proof(deadline), Optional.of(refreshToken)), deadline));
    }

    /** Before anybody is asked for a secret. */
    private void checkSettings() {
        Cloud.of(settings);
        grant();
        settings.required(Setting.PARTNER_CENTER_TENANT_ID);
        settings.required(Setting.PARTNER_CENTER_CLIENT_ID);
    }

    private AppCredential credential() {
        return switch (settings.choice(Setting.PARTNER_CENTER_CREDENTIAL, Credential.class)) {
            case CLIENT_SECRET -> new ClientSecret(secrets);
            case CERTIFICATE -> new ClientCertificate(settings, secrets, clock);
            case MANAGED_IDENTITY -> new FederatedIdentity(settings, identity);
        };
    }

    private Optional<Secret> refreshToken(Deadline deadline) {
        return switch (grant()) {
            case APP -> Optional.empty();
            case APP_AND_USER -> Optional.of(secrets.get(AppSecret.REFRESH_TOKEN, deadline));
        };
    }

    private Grant grant() {
        return settings.choice(Setting.PARTNER_CENTER_GRANT, Grant.class);
    }

    private Answer ask(Showing showing, Deadline deadline) {
        var tenant = settings.required(Setting.PARTNER_CENTER_TENANT_ID);
        var form = form(showing);
        try {
            var answer = retries.ask(() -> entra.get().token(tenant, form), Retries::passing, deadline);
            // a success may well return the refresh token that was sent
            return answer.successful() ? answer : without(form, answer);
        } catch (NoAnswer e) {
            throw CredentialsUnavailable.unreachable("Entra (ENTRA_AUTHORITY_HOST)", e);
        }
    }

    private static Answer without(MultivaluedMap<String, String> form, Answer answer) {
        var rest = answer;
        for (var secret : SECRETS)
            if (form.containsKey(secret)) rest = rest.without(Redaction.of(form.getFirst(secret)));
        return rest;
    }

    private MultivaluedMap<String, String> form(Showing showing) {
        var form = new MultivaluedHashMap<String, String>();
        form.putSingle("client_id", settings.required(Setting.PARTNER_CENTER_CLIENT_ID));
        form.putSingle("scope", Cloud.PARTNER_CENTER + "/.default");
        form.putSingle("grant_type", showing.refreshToken().isPresent() ? "refresh_token" : "client_credentials");
        showing.refreshToken().ifPresent(token -> form.putSingle("refresh_token", token.value()));
        showing.proof().fields().forEach(form::putSingle);
        return form;
    }

    private Granted granted(Answer answer) {
        if (!answer.successful()) throw EntraFault.of(answer, clock);
        var body = JsonValue.object(answer.body());
        var value = body.flatMap(granted -> granted.member("access_token").text());
        var seconds = body.flatMap(granted -> granted.member("expires_in").wholeNumber());
        if (value.isEmpty() || seconds.isEmpty())
            throw CredentialsUnavailable.because(
                    "Entra answered " + answer.status() + ", but no token.", Optional.empty());
        var token = new AccessToken(value.get());
        var claims = Claims.of(token);
        var fault = claims.flatMap(said -> TokenCheck.fault(said, grant(), clock.instant()));
        if (fault.isPresent()) throw fault.get();
        var refreshToken = body.get().member("refresh_token").text().map(Secret::new);
        return new Granted(token, claims, freshUntil(seconds.get(), claims), refreshToken);
    }

    /** Half of its life at least: a short one must not be asked for all the time. */
    private Instant freshUntil(long seconds, Optional<Claims> claims) {
        var now = clock.instant();
        var said = Duration.ofSeconds(seconds);
        var life = claims.flatMap(Claims::expiry)
                .map(expiry -> Duration.between(now, expiry))
                .filter(claimed -> claimed.compareTo(said) < 0)
                .orElse(said);
        var margin = life.compareTo(MARGIN.multipliedBy(2)) < 0 ? life.dividedBy(2) : MARGIN;
        return now.plus(life.minus(margin));
    }
}
