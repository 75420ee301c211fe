package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
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
import io.github.usagebudget.remote.RetrySchedule;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The app's managed identity: one token for each resource, remembered until shortly before it expires. Thread-safe. */
@Singleton
public class ManagedIdentity {
    private static final Retries.Rules RULES = new Retries.Rules(ManagedIdentity::again, ManagedIdentity::isGateways);

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

    /** The endpoint may take some seconds to start. */
    private static final RetrySchedule STARTING =
            new RetrySchedule(8, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final Settings settings;
    private final Clock clock;
    private final Ticker ticker;
    private final Retries retries;
    private final Lazy<IdentityApi> endpoint;
    private final Map<String, Remembered<AccessToken>> tokens = new ConcurrentHashMap<>();

    ManagedIdentity(Settings settings, Clock clock, Ticker ticker, Retries retries) {
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
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
        return tokens.computeIfAbsent(resource, key -> new Remembered<>(clock, ticker));
    }

    private Lease<AccessToken> ask(String resource, Deadline deadline) {
        var header = settings.required(Setting.IDENTITY_HEADER);
        var clientId = settings.text(Setting.AZURE_CLIENT_ID);
        try {
            var answer =
                    retries.ask(() -> endpoint.get().token(resource, clientId.orElse(null), header), RULES, deadline);
            if (refuses(answer)) throw refusal(answer, clientId);
            return lease(answer);
        } catch (NoAnswer e) {
            throw CredentialsUnavailable.unreachable("The identity endpoint", e);
        }
    }

    /** While the platform gets the endpoint ready, it also answers 404, 410, or 403 without a body. */
    private static Optional<RetrySchedule> again(Answer answer) {
        if (isStarting(answer)) return Optional.of(STARTING);
        return Retries.Rules.usual(ManagedIdentity::passes).apply(answer);
    }

    private static boolean passes(Answer answer) {
        return Retries.passing(answer.status())
                || answer.status() == 404
                || answer.status() == 410
                || answer.successful() && token(answer).isEmpty();
    }

    /** Seen right after a deployment (https://github.com/Azure/azure-sdk-for-net/issues/30467). */
    private static boolean isStarting(Answer answer) {
        return answer.status() == 403 && answer.body().length == 0;
    }

    /** The endpoint's own refusals are JSON objects, not all of them with an {@code error}, and leave the connection open. */
    private static boolean isGateways(Answer answer) {
        return answer.isGatewayRefusalOfCredentials()
                && JsonValue.object(answer.body()).isEmpty()
                && answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private static boolean refuses(Answer answer) {
        return answer.status() == 400 || answer.status() == 401 || answer.status() == 403 && !isStarting(answer);
    }

    private static BudgetFailure refusal(Answer answer, Optional<String> clientId) {
        return BudgetFailure.of(
                MISCONFIGURED,
                "The identity endpoint answered " + answer.status() + ": " + advice(answer, clientId.isPresent()));
    }

    private static String advice(Answer answer, boolean named) {
        if (answer.status() == 401) return WRONG_HEADER;
        // https://github.com/Azure/azure-sdk-for-net/issues/13481
        var error = JsonValue.object(answer.body())
                .flatMap(body -> body.member("error").text());
        if (error.filter("invalid_resource"::equals).isPresent()) return NO_SUCH_RESOURCE;
        return named ? NO_SUCH_IDENTITY : NO_IDENTITY;
    }

    private static Optional<AccessToken> token(Answer answer) {
        return JsonValue.object(answer.body()).flatMap(AccessToken::in);
    }

    private Lease<AccessToken> lease(Answer answer) {
        var token = answer.successful() ? token(answer) : Optional.<AccessToken>empty();
        if (token.isEmpty())
            throw CredentialsUnavailable.because(
                    "The identity endpoint answered " + answer.status() + " and no usable token.",
                    RetryAfter.of(answer, clock));
        var body = JsonValue.object(answer.body()).orElseThrow();
        var freshUntil = TokenLifetime.freshUntil(body, Claims.of(token.get()), clock.instant());
        return new Lease<>(token.get(), freshUntil, freshUntil);
    }
}
