package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.config.Settings.Grant;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.entra.AccessTokens.Claims;
import io.github.usagebudget.entra.AccessTokens.TokenResponse;
import io.github.usagebudget.entra.AppCredential.Proof;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.EntraError.Advice;
import io.github.usagebudget.http.CredentialClient;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.Redaction;
import io.github.usagebudget.http.Retrier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Gets a token for Partner Center from Entra, for any grant with any credential. Caches none. Thread-safe. */
@Singleton
class TokenClient {
    private static final List<String> SECRETS = List.of("client_secret", "client_assertion", "refresh_token");

    private final Settings settings;
    private final AppSecrets secrets;
    private final AppCredential credential;
    private final Clock clock;
    private final CredentialClient<TokenApi> entra;

    TokenClient(Settings settings, AppSecrets secrets, ManagedIdentity identity, Clock clock, Retrier retrier) {
        this.settings = settings;
        this.secrets = secrets;
        this.credential = new AppCredential(settings, secrets, identity, clock);
        this.clock = clock;
        this.entra = new CredentialClient<>(
                "Entra (ENTRA_AUTHORITY_HOST)",
                TokenApi.class,
                () -> Cloud.of(settings).signInHost(settings),
                retrier,
                Retrier.Rules.passing(TokenClient::passes));
    }

    private record TokenRequest(Proof proof, Optional<Secret> refreshToken) {
        boolean isMadeAs(TokenRequest other) {
            return proof.madeFrom().equals(other.proof.madeFrom()) && refreshToken.equals(other.refreshToken);
        }
    }

    /**
     * A checked token. If Entra refuses a cached secret or refresh token, tries once more with the current one.
     *
     * @throws BudgetFailure {@code credentials-refused}, {@code credentials-unavailable} or {@code misconfigured}
     */
    TokenResponse now(Deadline deadline) {
        return granted(deadline, () -> refreshToken(deadline));
    }

    /** A token for this refresh token, and a new refresh token. Throws the same. */
    TokenResponse redeem(Secret refreshToken, Deadline deadline) {
        return granted(deadline, () -> Optional.of(refreshToken));
    }

    private TokenResponse granted(Deadline deadline, Supplier<Optional<Secret>> refreshToken) {
        checkSettings();
        var request = new TokenRequest(credential.proof(deadline), refreshToken.get());
        var answer = ask(request, deadline);
        // each kind at most once: a credential and a consent can both have been renewed
        var renewed = EnumSet.of(Advice.FINAL, Advice.LATER);
        for (var fault = EntraFault.in(answer);
                fault.isPresent() && renewed.add(fault.get().next());
                fault = EntraFault.in(answer)) {
            var next = fault.get().next();
            forget(next, request);
            var current = new TokenRequest(credential.proof(deadline), refreshToken.get());
            if (next != Advice.NEW_ASSERTION && current.isMadeAs(request)) break;
            request = current;
            answer = ask(request, deadline);
        }
        return granted(answer, request.refreshToken().isPresent());
    }

    private void forget(Advice next, TokenRequest request) {
        switch (next) {
            case NEW_CREDENTIAL -> request.proof().refused().run();
            case NEW_ASSERTION -> request.proof().outOfTime();
            case NEW_GRANT ->
                request.refreshToken().ifPresent(token -> secrets.refused(AppSecret.REFRESH_TOKEN, token));
            case FINAL, LATER -> {
                // a newer value would not help
            }
        }
    }

    /** Before any secret is fetched. */
    private void checkSettings() {
        Cloud.of(settings);
        grant();
        settings.get(Setting.PARTNER_CENTER_TENANT_ID);
        settings.get(Setting.PARTNER_CENTER_CLIENT_ID);
    }

    private Optional<Secret> refreshToken(Deadline deadline) {
        return grant() == Grant.APP ? Optional.empty() : Optional.of(secrets.get(AppSecret.REFRESH_TOKEN, deadline));
    }

    private Grant grant() {
        return settings.get(Setting.PARTNER_CENTER_GRANT);
    }

    private HttpReply ask(TokenRequest request, Deadline deadline) {
        var tenant = settings.get(Setting.PARTNER_CENTER_TENANT_ID);
        var sent = new AtomicReference<MultivaluedMap<String, String>>();
        var answer = entra.ask(
                api -> {
                    sent.set(form(request));
                    return api.token(tenant, sent.get());
                },
                deadline);
        // a success can return the refresh token that was sent
        return answer.successful() ? answer : without(sent.get(), answer);
    }

    private static HttpReply without(MultivaluedMap<String, String> form, HttpReply answer) {
        var rest = answer;
        for (var secret : SECRETS)
            if (form.containsKey(secret)) rest = rest.without(Redaction.of(form.getFirst(secret)));
        return rest;
    }

    private MultivaluedMap<String, String> form(TokenRequest request) {
        var form = new MultivaluedHashMap<String, String>();
        form.putSingle("client_id", settings.get(Setting.PARTNER_CENTER_CLIENT_ID));
        form.putSingle("scope", Cloud.PARTNER_CENTER + "/.default");
        form.putSingle("grant_type", request.refreshToken().isPresent() ? "refresh_token" : "client_credentials");
        request.refreshToken().ifPresent(token -> form.putSingle("refresh_token", token.value()));
        request.proof().fields().get().forEach(form::putSingle);
        return form;
    }

    /** Also a success without a usable token: it is not from Entra. */
    private static boolean passes(HttpReply answer) {
        return EntraFault.in(answer)
                .map(fault -> fault.next() == Advice.LATER)
                .orElseGet(() -> answer.json().flatMap(AccessToken::in).isEmpty());
    }

    private TokenResponse granted(HttpReply answer, boolean withUser) {
        var refusal = EntraFault.in(answer);
        if (refusal.isPresent()) throw refusal.get().failure(answer, withUser, clock);
        var body = answer.json();
        var token = body.flatMap(AccessToken::in)
                .orElseThrow(() -> CredentialClient.unavailable(
                        "Entra answered " + answer.status() + ", but its answer holds no usable token.",
                        answer,
                        clock));
        var claims = Claims.of(token);
        var fault = claims.flatMap(said -> said.fault(grant(), clock.instant()));
        if (fault.isPresent()) throw fault.get();
        var refreshToken = body.get().member("refresh_token").text().map(Secret::new);
        var freshUntil = TokenLifetime.freshUntil(body.get(), claims, clock.instant());
        return new TokenResponse(token, claims, freshUntil, refreshToken);
    }

    /** Entra's token endpoint, version 2 (docs/partner-center.md, "Token endpoint"). */
    @Path(TokenApi.PATH)
    interface TokenApi {
        String PATH = "/{tenant}/oauth2/v2.0/token";

        @POST
        @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
        @Produces(MediaType.APPLICATION_JSON)
        Uni<RestResponse<byte[]>> token(@PathParam("tenant") String tenant, MultivaluedMap<String, String> form);
    }
}
