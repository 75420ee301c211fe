package io.github.usagebudget.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A small HTTP server on loopback that is one neighbour; what it is asked is told to a witness. */
abstract class SimulatedService implements AutoCloseable {
    static {
        // else every answer waits for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final Consumer<RecordedRequest> witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(SimulatedService::daemon);
    private final Deque<SimulatedFault> faults = new ArrayDeque<>();

    SimulatedService(String name, Consumer<RecordedRequest> witness) {
        this.name = name;
        this.witness = witness;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
    }

    /** Answers one request; {@code status} of what is seen is not known yet. */
    abstract Reply answer(RecordedRequest request);

    void start() {
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next requests meet these faults, one each, whatever they ask. */
    public void next(SimulatedFault... script) {
        synchronized (faults) {
            for (var fault : script) faults.add(fault);
        }
    }

    /** No fault is to come. */
    void clearFaults() {
        synchronized (faults) {
            faults.clear();
        }
    }

    /** It is as at the start. */
    void repair() {
        clearFaults();
    }

    private Reply faultyOr(RecordedRequest request) {
        SimulatedFault fault;
        synchronized (faults) {
            fault = faults.poll();
        }
        return fault == null ? answer(request) : fault.apply(request, this::answer);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = request(exchange);
            Reply reply;
            try {
                reply = faultyOr(request);
            } catch (RuntimeException e) {
                reply = Reply.text(500, "text/plain", "the simulator itself failed: " + e);
            }
            witness.accept(new RecordedRequest(
                    name,
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    request.body(),
                    reply.status()));
            if (reply.status() == 0) return;
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private RecordedRequest request(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), String.join(",", values)));
        return new RecordedRequest(
                name,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                form(exchange.getRequestURI().getRawQuery()),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                0);
    }

    /** A query or a form, decoded. */
    static Map<String, String> form(String encoded) {
        var fields = new LinkedHashMap<String, String>();
        if (encoded == null || encoded.isEmpty()) return fields;
        for (var field : encoded.split("&")) {
            var parts = field.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "simulator");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
