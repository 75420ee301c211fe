package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The app's managed identity: one token for each resource, remembered until shortly before it expires. Thread-safe. */
@Singleton
public class ManagedIdentity {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Settings settings;
    private final Clock clock;
    private final Retries retries;
    private final Lazy<IdentityApi> endpoint;
    private final Map<String, Remembered<AccessToken>> tokens = new ConcurrentHashMap<>();

    ManagedIdentity(Settings settings, Clock clock, Retries retries) {
        this.settings = settings;
        this.clock = clock;
        this.retries = retries;
        this.endpoint = new Lazy<>(() -> RestClients.build(
                IdentityApi.class, settings.platformUrl(Setting.IDENTITY_ENDPOINT), Retries.CONNECT, Retries.READ));
    }

    /** @throws BudgetFailure {@code misconfigured} without an identity, {@code credentials-unavailable} if it does not answer */
    public AccessToken tokenFor(String resource, Deadline deadline) {
        return remembered(resource).get(deadline, () -> ask(resource, deadline));
    }

    /** The resource refused this token: the next one must not come from memory. */
    public void refused(String resource, AccessToken refused) {
        remembered(resource).forget(refused);
    }

    private Remembered<AccessToken> remembered(String resource) {
        return tokens.computeIfAbsent(resource, key -> new Remembered<>(clock));
    }

    private Lease<AccessToken> ask(String resource, Deadline deadline) {
        var header = settings.required(Setting.IDENTITY_HEADER);
        var clientId = settings.text(Setting.AZURE_CLIENT_ID).orElse(null);
        try {
            return lease(retries.ask(
                    () -> endpoint.get().token(resource, clientId, header),
                    ManagedIdentity::passing,
                    ManagedIdentity::isGateways,
                    deadline));
        } catch (NoAnswer e) {
            throw CredentialsUnavailable.unreachable("The identity endpoint", e);
        }
    }

    /** While the platform gets the endpoint ready it also answers 404 or 410. */
    private static boolean passing(int status) {
        return Retries.passing(status) || status == 404 || status == 410;
    }

    /** The endpoint's own refusals are JSON objects, not all of them with an {@code error}, and leave the connection open. */
    private static boolean isGateways(Answer answer) {
        return answer.isGatewayRefusalOfCredentials()
                && JsonValue.object(answer.body()).isEmpty()
                && answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private Lease<AccessToken> lease(Answer answer) {
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403)
            throw BudgetFailure.of(
                    MISCONFIGURED,
                    "The identity endpoint answered " + answer.status()
                            + ": assign a managed identity to the app; AZURE_CLIENT_ID, if set, must be the client id of one"
                            + " that is assigned.");
        var granted = JsonValue.object(answer.body());
        var value = granted.flatMap(body -> body.member("access_token").text());
        var expiry = granted.flatMap(body -> body.member("expires_on").wholeNumber());
        if (!answer.successful() || value.isEmpty() || expiry.isEmpty())
            throw CredentialsUnavailable.because(
                    "The identity endpoint answered " + answer.status() + " and no token.",
                    RetryAfter.of(answer, clock));
        var freshUntil = Instant.ofEpochSecond(expiry.get()).minus(MARGIN);
        return new Lease<>(new AccessToken(value.get()), freshUntil, freshUntil);
    }
}
