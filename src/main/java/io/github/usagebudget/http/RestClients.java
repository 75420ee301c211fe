package io.github.usagebudget.http;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Builds the declarative clients, when they are first needed and from settings that were checked. */
public final class RestClients {
    private RestClients() {}

    /**
     * A client for one address. Follows no redirect, which would carry the credentials elsewhere, and throws on no status: every
     * answer comes back as it is.
     */
    public static <T> T build(Class<T> api, URI address, Duration connectTimeout, Duration readTimeout) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .userAgent("usage-budget-function")
                .register(new JsonWriter())
                .register(new Transmitting())
                .httpClientRequestCustomizer(Transmitting::connected)
                .build(api);
    }
}
