package io.github.usagebudget.keyvault;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AccessToken;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Exchange;
import io.github.usagebudget.remote.JsonBody;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Remembered;
import io.github.usagebudget.remote.Remembered.Lease;
import io.github.usagebudget.remote.RestClients;
import io.github.usagebudget.remote.RetryAfter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The app's managed identity: one token for each resource, remembered until shortly before it expires. Thread-safe. */
@Singleton
class ManagedIdentity {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private final Settings settings;
    private final ObjectMapper json;
    private final Clock clock;
    private final Lazy<IdentityApi> endpoint;
    private final Map<String, Remembered<AccessToken>> tokens = new ConcurrentHashMap<>();

    ManagedIdentity(Settings settings, ObjectMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.endpoint = new Lazy<>(() ->
                RestClients.build(IdentityApi.class, settings.platformUrl(Setting.IDENTITY_ENDPOINT), CONNECT, READ));
    }

    /** @throws BudgetFailure {@code misconfigured} without an identity, {@code credentials-unavailable} if it does not answer */
    AccessToken tokenFor(String resource, Deadline deadline) {
        return remembered(resource).get(() -> ask(resource, deadline));
    }

    /** The resource refused this token: the next one must not come from memory. */
    void refused(String resource, AccessToken refused) {
        remembered(resource).forget(refused);
    }

    private Remembered<AccessToken> remembered(String resource) {
        return tokens.computeIfAbsent(resource, key -> new Remembered<>(clock));
    }

    private Lease<AccessToken> ask(String resource, Deadline deadline) {
        var header = settings.required(Setting.IDENTITY_HEADER);
        var clientId = settings.text(Setting.AZURE_CLIENT_ID).orElse(null);
        try {
            var request = endpoint.get().token(resource, clientId, header);
            return lease(Exchange.await(request, deadline.atMost(READ)));
        } catch (NoAnswer e) {
            throw unavailable("The identity endpoint could not be reached: " + e.getMessage() + ".")
                    .because(e);
        }
    }

    private Lease<AccessToken> lease(Answer answer) {
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403)
            throw BudgetFailure.of(
                    MISCONFIGURED,
                    "The identity endpoint answered " + answer.status()
                            + ": assign a managed identity to the app; AZURE_CLIENT_ID, if set, must be the client id of one"
                            + " that is assigned.");
        var granted = JsonBody.object(json, answer.body());
        var value = granted.flatMap(body -> JsonBody.text(body, "access_token"));
        var expiry = granted.flatMap(body -> JsonBody.number(body, "expires_on"));
        if (!answer.successful() || value.isEmpty() || expiry.isEmpty())
            throw unavailable("The identity endpoint answered " + answer.status() + " and no token.")
                    .retryAfter(RetryAfter.of(answer).orElse(DEFAULT_WAIT));
        var freshUntil = Instant.ofEpochSecond(expiry.get()).minus(MARGIN);
        return new Lease<>(new AccessToken(value.get()), freshUntil, freshUntil);
    }

    private static BudgetFailure unavailable(String detail) {
        return BudgetFailure.of(CREDENTIALS_UNAVAILABLE, detail).retryAfter(DEFAULT_WAIT);
    }
}
