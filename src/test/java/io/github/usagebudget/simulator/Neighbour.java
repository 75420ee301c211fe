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
abstract class Neighbour implements AutoCloseable {
    static {
        // else every answer waits for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final Consumer<Seen> witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Neighbour::daemon);
    private final Deque<Fault> faults = new ArrayDeque<>();

    Neighbour(String name, Consumer<Seen> witness) {
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
    abstract Reply answer(Seen request);

    void start() {
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next requests meet these faults, one each, whatever they ask. */
    public void next(Fault... script) {
        synchronized (faults) {
            for (var fault : script) faults.add(fault);
        }
    }

    /** No fault is to come. */
    void unscript() {
        synchronized (faults) {
            faults.clear();
        }
    }

    /** It is as at the start. */
    void mend() {
        unscript();
    }

    private Reply faultyOr(Seen request) {
        Fault fault;
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
            witness.accept(new Seen(
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

    private Seen request(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), String.join(",", values)));
        return new Seen(
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
