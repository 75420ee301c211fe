package io.github.usagebudget.callerauth;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.CredentialsUnavailable;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.Lazy;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.http.RestClients;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.http.RetryAfter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The keys that Entra signs tokens with. jose4j remembers them, and asks for them again if a token names a key that is not among them.
 * Thread-safe.
 */
@Singleton
class SigningKeys {
    private static final Duration FRESH = Duration.ofHours(1);
    /** How long after that Entra is asked again, if it does not give its keys; the old ones are used meanwhile. */
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** No key is used for longer without an answer of Entra's. */
    private static final Duration USABLE = Duration.ofHours(24);

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Clock clock;
    private final Ticker ticker;
    private final Retrier retries;
    private final Lazy<SigningKeysApi> entra;

    SigningKeys(Settings settings, Clock clock, Ticker ticker, Retrier retries) {
        this.clock = clock;
        this.ticker = ticker;
        this.retries = retries;
        this.entra = new Lazy<>(() -> RestClients.build(
                SigningKeysApi.class, Cloud.of(settings).signInHost(settings), Retrier.CONNECT, Retrier.READ));
    }

    /** Carries a failure through jose4j, which takes every exception but its own for a fault of the token. */
    static final class NoKeys extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final RuntimeException failure;

        private NoKeys(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }

        RuntimeException failure() {
            return failure;
        }
    }

    /**
     * The keys of a tenant. Entra is asked for them when a token needs one; if that fails, with {@code misconfigured} or {@code
     * credentials-unavailable}, the cause of what the resolver throws is {@link NoKeys}.
     */
    VerificationKeyResolver of(String tenant) {
        var published = new Published(tenant);
        var keys = new HttpsJwks("/" + tenant + "/discovery/v2.0/keys");
        keys.setSimpleHttpGet(published);
        keys.setDefaultCacheDuration(FRESH.toSeconds());
        keys.setRetainCacheOnErrorDuration(RETRY.toSeconds());
        // it would count successes only, and the old keys that stand in after a failure as one
        keys.setRefreshReprieveThreshold(0);
        var resolver = new HttpsJwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true);
        return (token, nesting) -> {
            published.requireUsable();
            return resolver.resolveKey(token, nesting);
        };
    }

    /**
     * Asks Entra for a tenant's keys at most once in ten seconds, whatever comes of it: otherwise anyone with a made-up token could have it
     * asked without end. So a new key works ten seconds after Entra published it at the latest. Thread-safe.
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

        /** HttpsJwks would use old keys without a limit. */
        void requireUsable() {
            var limit = usable;
            if (limit != null && limit.hasPassed()) get("");
        }

        private void ask() {
            next = Deadline.after(BETWEEN_REQUESTS, ticker);
            try {
                var keys = new Keys(fetch(tenant));
                last = () -> keys;
                usable = Deadline.after(USABLE, ticker);
            } catch (RuntimeException failure) {
                // callers who waited for it must not ask one after the other
                next = Deadline.after(BETWEEN_REQUESTS, ticker);
                last = () -> {
                    throw new NoKeys(failure);
                };
            }
        }
    }

    private String fetch(String tenant) {
        try {
            return keys(retries.ask(() -> entra.get().keys(tenant), Retrier::passing, Deadline.after(LIMIT, ticker)));
        } catch (NoResponse e) {
            throw CredentialsUnavailable.unreachable("Entra (ENTRA_AUTHORITY_HOST), for its signing keys,", e);
        }
    }

    private String keys(HttpReply answer) {
        if (answer.status() == 400 || answer.status() == 404)
            throw BudgetFailure.of(
                    MISCONFIGURED,
                    "Entra has no signing keys for the tenant that CALLER_TENANT_ID names: it answered "
                            + answer.status() + ".");
        var keys = new String(answer.body(), StandardCharsets.UTF_8);
        if (!answer.successful() || !areUsable(keys))
            throw CredentialsUnavailable.withCause(
                    "Entra answered " + answer.status() + " and no signing keys.", RetryAfter.of(answer, clock));
        return keys;
    }

    private static boolean areUsable(String keys) {
        try {
            return !new JsonWebKeySet(keys).getJsonWebKeys().isEmpty();
        } catch (JoseException | RuntimeException e) {
            return false;
        }
    }

    /** Entra's answer without its headers: how long the keys are remembered is decided here. */
    private record Keys(String json) implements SimpleResponse {
        @Override
        public String getBody() {
            return json;
        }

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "OK";
        }

        @Override
        public Collection<String> getHeaderNames() {
            return List.of();
        }

        @Override
        public List<String> getHeaderValues(String name) {
            return List.of();
        }
    }
}
