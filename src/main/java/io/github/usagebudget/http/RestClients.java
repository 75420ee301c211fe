package io.github.usagebudget.http;

import io.github.usagebudget.http.BlockingCall.Transmission;
import io.github.usagebudget.json.JsonText;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/** Builds the declarative clients. */
public final class RestClients {
    private RestClients() {}

    /** A client for one address. Follows no redirect, which would carry the credentials elsewhere, and no status makes it throw. */
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

    /** Writes records as JSON bodies. Stateless. */
    public static final class JsonWriter implements MessageBodyWriter<Record> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type.isRecord();
        }

        @Override
        public void writeTo(
                Record body,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            out.write(JsonText.of(body).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Connects a request of a declarative client with its {@link Transmission}. The filter runs in the thread that subscribes. It puts the
     * transmission into the request's own Vert.x context, where {@link #connected} finds it. Thread-safe.
     */
    static final class Transmitting implements ResteasyReactiveClientRequestFilter {
        private static final ThreadLocal<Transmission> SUBSCRIBING = new ThreadLocal<>();

        /** Subscribes to the request that belongs to the transmission. */
        static <T> T during(Transmission transmission, Supplier<T> subscribing) {
            SUBSCRIBING.set(transmission);
            try {
                return subscribing.get();
            } finally {
                SUBSCRIBING.remove();
            }
        }

        @Override
        public void filter(ResteasyReactiveClientRequestContext request) {
            var transmission = SUBSCRIBING.get();
            if (transmission == null) return;
            AskedHosts.note(request.getUri());
            transmission.start();
            request.getContext().putLocal(Transmission.class, transmission);
        }

        /** Called before anything of the request is written. */
        static void connected(HttpClientRequest request) {
            // otherwise Vert.x logs the failure, which the caller gets anyway
            request.exceptionHandler(ignored -> {});
            Transmission own = Vertx.currentContext().getLocal(Transmission.class);
            var transmission = own == null ? new Transmission(BlockingCall.LONGEST_BODY) : own;
            var guard = AnswerGuard.of(request.connection());
            guard.expect(transmission);
            transmission.connected(request, guard);
        }
    }

    /** Records the addresses that a thread sends requests to, from {@link #start} to {@link #stop}. Thread-safe. */
    public static final class AskedHosts {
        private static final ThreadLocal<Set<URI>> NOTED = new ThreadLocal<>();

        private AskedHosts() {}

        /** Records into a new set from now on. */
        public static Set<URI> start() {
            var noted = new LinkedHashSet<URI>();
            NOTED.set(noted);
            return noted;
        }

        public static void stop() {
            NOTED.remove();
        }

        /** A request is about to be sent there. Called by the thread that waits for the answer. */
        public static void note(URI address) {
            var noted = NOTED.get();
            if (noted != null) noted.add(address);
        }
    }
}
