package io.github.usagebudget.entra;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.JsonBody;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Remembered;
import io.github.usagebudget.remote.Remembered.Lease;
import io.github.usagebudget.remote.RestClients;
import io.github.usagebudget.remote.Retries;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The access token for Partner Center: one for all callers, fetched when it is first needed and again before it expires.
 * Thread-safe.
 */
@Singleton
public class AccessTokens {
    /** Clocks differ, and a call takes its time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Settings settings;
    private final AppSecrets secrets;
    private final ObjectMapper json;
    private final Clock clock;
    private final Retries retries;
    private final Remembered<AccessToken> token;
    private final Lazy<TokenApi> entra;

    AccessTokens(Settings settings, AppSecrets secrets, ObjectMapper json, Clock clock, Retries retries) {
        this.settings = settings;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
        this.retries = retries;
        this.token = new Remembered<>(clock);
        this.entra = new Lazy<>(() -> RestClients.build(TokenApi.class, signInHost(), Retries.CONNECT, Retries.READ));
    }

    /**
     * A token that is good for some minutes at least.
     *
     * @throws BudgetFailure {@code credentials-refused}, {@code credentials-unavailable} or {@code misconfigured}
     */
    public AccessToken get(Deadline deadline) {
        return token.get(() -> signIn(deadline));
    }

    /** Partner Center refused this token: the next one must not come from memory. */
    public void refused(AccessToken refused) {
        token.forget(refused);
    }

    private Lease<AccessToken> signIn(Deadline deadline) {
        settings.choice(Setting.PARTNER_CENTER_GRANT, Grant.class);
        settings.choice(Setting.PARTNER_CENTER_CREDENTIAL, Credential.class);
        var tenant = settings.required(Setting.PARTNER_CENTER_TENANT_ID);
        var client = settings.required(Setting.PARTNER_CENTER_CLIENT_ID);
        var secret = secrets.clientSecret(deadline);
        var answer = ask(tenant, form(client, secret), deadline);
        if (EntraFault.isSecretRefused(json, answer)) {
            secrets.clientSecretRefused(secret);
            var current = secrets.clientSecret(deadline);
            if (!current.equals(secret)) answer = ask(tenant, form(client, current), deadline);
        }
        return lease(answer);
    }

    private Answer ask(String tenant, MultivaluedMap<String, String> form, Deadline deadline) {
        try {
            return retries.ask(() -> entra.get().token(tenant, form), Retries::passing, deadline);
        } catch (NoAnswer e) {
            throw CredentialsUnavailable.unreachable("Entra (ENTRA_AUTHORITY_HOST)", e);
        }
    }

    private Lease<AccessToken> lease(Answer answer) {
        if (!answer.successful()) throw EntraFault.of(json, answer, clock);
        var granted = JsonBody.object(json, answer.body());
        var value = granted.flatMap(body -> JsonBody.text(body, "access_token"));
        var seconds = granted.flatMap(body -> JsonBody.number(body, "expires_in"));
        if (value.isEmpty() || seconds.isEmpty())
            throw CredentialsUnavailable.because(
                    "Entra answered " + answer.status() + ", but no token.", Optional.empty());
        var life = Duration.ofSeconds(seconds.get());
        var margin = life.compareTo(MARGIN.multipliedBy(2)) < 0 ? life.dividedBy(2) : MARGIN;
        var freshUntil = clock.instant().plus(life.minus(margin));
        return new Lease<>(new AccessToken(value.get()), freshUntil, freshUntil);
    }

    private static MultivaluedMap<String, String> form(String client, Secret secret) {
        var form = new MultivaluedHashMap<String, String>();
        form.putSingle("grant_type", "client_credentials");
        form.putSingle("client_id", client);
        form.putSingle("client_secret", secret.value());
        form.putSingle("scope", Cloud.PARTNER_CENTER + "/.default");
        return form;
    }

    private java.net.URI signInHost() {
        return settings.text(Setting.ENTRA_AUTHORITY_HOST).isPresent()
                ? settings.url(Setting.ENTRA_AUTHORITY_HOST)
                : Cloud.of(settings).signInHost();
    }

    // What this version can do; the contract's other values are refused as any unknown one is.
    private enum Grant {
        APP
    }

    private enum Credential {
        CLIENT_SECRET
    }
}
