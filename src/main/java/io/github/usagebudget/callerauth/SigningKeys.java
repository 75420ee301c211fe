package io.github.usagebudget.callerauth;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.CredentialClient;
import io.github.usagebudget.http.Retrier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** The keys that Entra signs with. jose4j caches them, and fetches them again if a token names an unknown key. Thread-safe. */
@Singleton
class SigningKeys {
    private static final Duration FRESH = Duration.ofHours(1);
    /** If Entra does not give its keys then, it is asked again after this time; the old ones are used meanwhile. */
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** No key is used for longer without a new answer from Entra. */
    private static final Duration USABLE = Duration.ofHours(24);

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Clock clock;
    private final Ticker ticker;
    private final CredentialClient<SigningKeysApi> entra;

    SigningKeys(Settings settings, Clock clock, Ticker ticker, Retrier retrier) {
        this.clock = clock;
        this.ticker = ticker;
        this.entra = new CredentialClient<>(
                "Entra (ENTRA_AUTHORITY_HOST), for its signing keys,",
                SigningKeysApi.class,
                () -> Cloud.of(settings).signInHost(settings),
                retrier,
                Retrier.Rules.passing(answer -> Retrier.passing(answer.status())));
    }

    /** Carries a failure through jose4j, which treats every other exception as a fault of the token. */
    static final class NoKeys extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NoKeys(RuntimeException failure) {
            super(failure);
        }

        RuntimeException failure() {
            return (RuntimeException) getCause();
        }
    }

    /**
     * The keys of a tenant, fetched when a token needs one. If that fails ({@code misconfigured} or {@code credentials-unavailable}), the
     * resolver throws an exception whose cause is {@link NoKeys}.
     */
    VerificationKeyResolver of(String tenant) {
        var published = new Published(tenant);
        var keys = new HttpsJwks("/" + tenant + "/discovery/v2.0/keys");
        keys.setSimpleHttpGet(published);
        keys.setDefaultCacheDuration(FRESH.toSeconds());
        keys.setRetainCacheOnErrorDuration(RETRY.toSeconds());
        // it would count only successes, and old keys that are used after a failure would count as one
        keys.setRefreshReprieveThreshold(0);
        var resolver = new HttpsJwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true);
        return (token, nesting) -> {
            published.requireUsable();
            return resolver.resolveKey(token, nesting);
        };
    }

    /**
     * Fetches a tenant's keys at most once in ten seconds, even if it fails: otherwise made-up tokens could cause endless requests. So a new key
     * works at most ten seconds after Entra published it. Thread-safe.
     */
    private final class Published implements SimpleGet {
        private final String tenant;

        // Mutable state, guarded by this; reading usable does not wait for a request
        private Supplier<SimpleResponse> last;
        private Deadline next;
        private volatile Deadline usable;

        Published(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public synchronized SimpleResponse get(String location) {
            if (last == null || next.hasPassed()) ask();
            return last.get();
        }

        /** HttpsJwks itself would use old keys without a limit. */
        void requireUsable() {
            var limit = usable;
            if (limit != null && limit.hasPassed()) get("");
        }

        private void ask() {
            next = Deadline.after(BETWEEN_REQUESTS, ticker);
            try {
                // without Entra's headers, so that they do not decide how long the keys are cached
                var keys = new Response(200, "OK", Map.of(), fetch(tenant));
                last = () -> keys;
                usable = Deadline.after(USABLE, ticker);
            } catch (RuntimeException failure) {
                // callers that waited must not send one request after the other
                next = Deadline.after(BETWEEN_REQUESTS, ticker);
                last = () -> {
                    throw new NoKeys(failure);
                };
            }
        }
    }

    private String fetch(String tenant) {
        var answer = entra.ask(api -> api.keys(tenant), Deadline.after(LIMIT, ticker));
        if (answer.status() == 400 || answer.status() == 404)
            throw BudgetFailure.of(
                    MISCONFIGURED,
                    "Entra has no signing keys for the tenant that CALLER_TENANT_ID names: it answered "
                            + answer.status() + ".");
        var keys = new String(answer.body(), StandardCharsets.UTF_8);
        if (!answer.successful() || !areUsable(keys))
            throw CredentialClient.unavailable(
                    "Entra answered " + answer.status() + " and no signing keys.", answer, clock);
        return keys;
    }

    private static boolean areUsable(String keys) {
        try {
            return !new JsonWebKeySet(keys).getJsonWebKeys().isEmpty();
        } catch (JoseException | RuntimeException e) {
            return false;
        }
    }

    /** The public keys with which Entra signs the tokens of a tenant (https://learn.microsoft.com/entra/identity-platform/signing-key-rollover). */
    @Path("/{tenant}/discovery/v2.0/keys")
    interface SigningKeysApi {
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        Uni<RestResponse<byte[]>> keys(@PathParam("tenant") String tenant);
    }
}
