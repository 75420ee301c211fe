package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.entra.AccessTokens.Claims;
import io.github.usagebudget.http.CachedValue;
import io.github.usagebudget.http.CachedValue.Cached;
import io.github.usagebudget.http.CredentialClient;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.Retrier;
import io.quarkus.rest.client.reactive.ClientQueryParam;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestResponse;

/** The app's managed identity: one token for each resource, cached until shortly before it expires. Thread-safe. */
@Singleton
public class ManagedIdentity {
    private static final String NO_SUCH_IDENTITY =
            "the app has no managed identity with the client id in AZURE_CLIENT_ID: correct AZURE_CLIENT_ID, or assign a managed identity"
                    + " with this client id to the app.";
    private static final String NO_IDENTITY =
            "assign a managed identity to the app; if it is user-assigned, set AZURE_CLIENT_ID to its client id.";
    private static final String NO_SUCH_RESOURCE =
            "it knows no such resource in this cloud: check PARTNER_CENTER_CLOUD.";
    private static final String WRONG_HEADER =
            "IDENTITY_HEADER is not the one that the platform sets together with IDENTITY_ENDPOINT: set neither yourself, assign a managed"
                    + " identity to the app, and restart the app.";

    /** The endpoint can take some seconds to start. */
    private static final Retrier.Policy STARTING =
            new Retrier.Policy(8, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final Settings settings;
    private final Clock clock;
    private final Ticker ticker;
    private final CredentialClient<IdentityApi> endpoint;
    private final Map<String, CachedValue<AccessToken>> tokens = new ConcurrentHashMap<>();

    ManagedIdentity(Settings settings, Clock clock, Ticker ticker, Retrier retrier) {
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
        this.endpoint = new CredentialClient<>(
                "The identity endpoint",
                IdentityApi.class,
                () -> settings.get(Setting.IDENTITY_ENDPOINT),
                retrier,
                new Retrier.Rules(ManagedIdentity::again, ManagedIdentity::isGateways));
    }

    /** @throws BudgetFailure {@code misconfigured} without an identity, {@code credentials-unavailable} if it does not answer */
    public AccessToken tokenFor(String resource, Deadline deadline) {
        return cached(resource).get(deadline, () -> ask(resource, deadline));
    }

    /** The resource refused this token: the next one must not come from the cache. */
    public void refused(String resource, AccessToken refused) {
        cached(resource).forget(refused);
    }

    private CachedValue<AccessToken> cached(String resource) {
        return tokens.computeIfAbsent(resource, key -> new CachedValue<>(clock, ticker));
    }

    private Cached<AccessToken> ask(String resource, Deadline deadline) {
        var header = settings.get(Setting.IDENTITY_HEADER);
        var clientId = settings.find(Setting.AZURE_CLIENT_ID);
        var answer = endpoint.ask(api -> api.token(resource, clientId.orElse(null), header), deadline);
        if (refuses(answer))
            throw BudgetFailure.of(
                    MISCONFIGURED,
                    "The identity endpoint answered " + answer.status() + ": " + advice(answer, clientId.isPresent()));
        return fresh(answer);
    }

    /** While the platform starts the endpoint, it also answers 404, 410, or 403 without a body. */
    private static Optional<Retrier.Policy> again(HttpReply answer) {
        if (isStarting(answer)) return Optional.of(STARTING);
        return passes(answer) ? Optional.of(Retrier.CREDENTIALS) : Optional.empty();
    }

    private static boolean passes(HttpReply answer) {
        return Retrier.passing(answer.status())
                || answer.status() == 404
                || answer.status() == 410
                || answer.successful() && token(answer).isEmpty();
    }

    /** Seen right after a deployment (https://github.com/Azure/azure-sdk-for-net/issues/30467). */
    private static boolean isStarting(HttpReply answer) {
        return answer.status() == 403 && answer.body().length == 0;
    }

    /** The endpoint's own refusals are JSON objects, some without an {@code error}, and keep the connection open. */
    private static boolean isGateways(HttpReply answer) {
        return answer.isGatewayRefusalOfCredentials()
                && answer.json().isEmpty()
                && answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private static boolean refuses(HttpReply answer) {
        return answer.status() == 400 || answer.status() == 401 || answer.status() == 403 && !isStarting(answer);
    }

    private static String advice(HttpReply answer, boolean named) {
        if (answer.status() == 401) return WRONG_HEADER;
        // https://github.com/Azure/azure-sdk-for-net/issues/13481
        var error = answer.json().flatMap(body -> body.member("error").text());
        if (error.filter("invalid_resource"::equals).isPresent()) return NO_SUCH_RESOURCE;
        return named ? NO_SUCH_IDENTITY : NO_IDENTITY;
    }

    private static Optional<AccessToken> token(HttpReply answer) {
        return answer.json().flatMap(AccessToken::in);
    }

    private Cached<AccessToken> fresh(HttpReply answer) {
        var token = token(answer)
                .filter(usable -> answer.successful())
                .orElseThrow(() -> CredentialClient.unavailable(
                        "The identity endpoint answered " + answer.status() + " and no usable token.", answer, clock));
        var body = answer.json().orElseThrow();
        var freshUntil = TokenLifetime.freshUntil(body, Claims.of(token), clock.instant());
        return new Cached<>(token, freshUntil, freshUntil);
    }

    /** The platform's identity endpoint (https://learn.microsoft.com/azure/app-service/overview-managed-identity). */
    @ClientQueryParam(name = "api-version", value = "2019-08-01")
    interface IdentityApi {
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        Uni<RestResponse<byte[]>> token(
                @QueryParam("resource") String resource,
                @QueryParam("client_id") String clientId,
                @HeaderParam("X-IDENTITY-HEADER") String header);
    }
}
