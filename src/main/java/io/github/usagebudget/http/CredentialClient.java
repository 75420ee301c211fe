package io.github.usagebudget.http;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.http.CachedValue.Lazy;
import io.github.usagebudget.http.HttpReply.RetryAfter;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends requests to a service that gives credentials, such as Entra or Key Vault. Its REST client is built on first use. Thread-safe. */
public final class CredentialClient<T> {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private final String service;
    private final Lazy<T> api;
    private final Retrier retrier;
    private final Retrier.Rules rules;

    /** @param service for messages: its name, and the setting with its address */
    public CredentialClient(String service, Class<T> api, Supplier<URI> address, Retrier retrier, Retrier.Rules rules) {
        this.service = service;
        this.api = new Lazy<>(() -> RestClients.build(api, address.get(), CONNECT, Retrier.READ));
        this.retrier = retrier;
        this.rules = rules;
    }

    /** @throws BudgetFailure {@code misconfigured} if the address is wrong */
    public void checkAddress() {
        api.get();
    }

    /** @throws BudgetFailure {@code credentials-unavailable} if no answer came, {@code misconfigured} if the address is wrong */
    public HttpReply ask(Function<T, Uni<RestResponse<byte[]>>> request, Deadline deadline) {
        try {
            return retrier.ask(() -> request.apply(api.get()), rules, deadline);
        } catch (NoResponse e) {
            throw unavailable(service + " could not be reached: " + e.reason() + ".")
                    .withCause(e);
        }
    }

    /** The failure if such a service is down; the same request can succeed later. */
    public static BudgetFailure unavailable(String detail) {
        return BudgetFailure.of(CREDENTIALS_UNAVAILABLE, detail).retryAfter(DEFAULT_WAIT);
    }

    /** The same, with the wait that the answer asks for. */
    public static BudgetFailure unavailable(String detail, HttpReply answer, Clock clock) {
        var failure = unavailable(detail);
        return RetryAfter.of(answer, clock).map(failure::retryAfter).orElse(failure);
    }
}
