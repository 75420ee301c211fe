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

/** One simulated service: an HTTP server on loopback that reports every request to a recorder. Thread-safe. */
abstract class SimulatedService implements AutoCloseable {
    static {
        // otherwise every answer waits until the client acknowledges the headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final Consumer<RecordedRequest> recorder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(SimulatedService::daemon);
    private final Deque<SimulatedFault> faults = new ArrayDeque<>();

    SimulatedService(String name, Consumer<RecordedRequest> recorder) {
        this.name = name;
        this.recorder = recorder;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
    }

    /** Answers one request, whose {@code status} is still 0. */
    abstract Reply answer(RecordedRequest request);

    void start() {
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Applies these faults to the next requests, one each. */
    public void next(SimulatedFault... script) {
        synchronized (faults) {
            for (var fault : script) faults.add(fault);
        }
    }

    /** Drops the faults that are still to come. */
    void clearFaults() {
        synchronized (faults) {
            faults.clear();
        }
    }

    /** Restores the initial settings. */
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
                reply = Reply.text(500, "text/plain", "the simulator failed: " + e);
            }
            recorder.accept(new RecordedRequest(
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

    /** Decodes a query or a form. */
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
