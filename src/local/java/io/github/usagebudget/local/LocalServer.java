package io.github.usagebudget.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.logging.Logger;

/**
 * The local host's HTTP server on loopback: the functions' routes, and {@code POST /admin/functions/{name}} for functions without one. A
 * request target that is not a valid URI never reaches a function: the JDK's server answers 400, but the real host passes it on.
 */
final class LocalServer {
    private static final Logger LOG = Logger.getLogger("host");
    private static final String ADMIN = "/admin/functions/";

    private final LocalHost host;
    private final HttpServer server;

    LocalServer(LocalHost host, int port, Executor executor) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.host = host;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::serve);
        server.setExecutor(executor);
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = HttpExchanges.body(exchange);
            try {
                answer(exchange, body);
            } catch (Exception e) {
                LOG.severe(exchange.getRequestURI().getPath() + " failed: " + LocalHost.firstLine(e));
                exchange.sendResponseHeaders(500, -1);
            }
        }
    }

    private void answer(HttpExchange exchange, String body) throws Exception {
        var path = exchange.getRequestURI().getRawPath();
        if (path.startsWith(ADMIN)) {
            if (exchange.getRequestMethod().equals("POST")) run(exchange, path.substring(ADMIN.length()), body);
            else exchange.sendResponseHeaders(405, -1);
            return;
        }
        var function = routed(exchange.getRequestMethod(), path);
        if (function.isEmpty()) exchange.sendResponseHeaders(404, -1);
        else call(function.get(), exchange, body);
    }

    /** Ignores letter case and a trailing slash, as the real host does. A method that no trigger allows gets a 404. */
    private Optional<LocalFunction> routed(String method, String path) {
        var normalized = path.replaceFirst("/$", "").toLowerCase(Locale.ROOT);
        return host.functions().stream()
                .filter(LocalFunction::isHttp)
                .filter(function ->
                        host.pathOf(function).toLowerCase(Locale.ROOT).equals(normalized))
                .filter(function -> function.allows(method))
                .findFirst();
    }

    private static String key(HostRequest request) {
        var header = request.getHeaders().get("x-functions-key");
        return header != null ? header : request.getQueryParameters().get("code");
    }

    private void call(LocalFunction function, HttpExchange exchange, String body) throws Exception {
        var request = HttpExchanges.request(exchange, body);
        if (function.needsKey() && !LocalHost.KEY.equals(key(request))) exchange.sendResponseHeaders(401, -1);
        else HttpExchanges.send(exchange, (HostRequest.HostResponse) host.invoke(function, Trigger.of(request)));
    }

    /**
     * Runs a function that has no route: a timer's, or a queue's with {@code {"input":"…"}} as its message. The real host answers 202 at
     * once; this host answers when the run and the messages that it sent are done, so that the caller can look at the result.
     */
    private void run(HttpExchange exchange, String name, String body) throws Exception {
        var function = host.functions().stream()
                .filter(each -> !each.isHttp() && each.name().equalsIgnoreCase(name))
                .findFirst();
        if (function.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        var queue = function.get().isQueue();
        var message = queue ? message(body) : Optional.<String>empty();
        if (queue && message.isEmpty()) {
            sendText(exchange, 400, "The body must be {\"input\":\"…\"}, with the message as a string.");
            return;
        }
        try {
            // a timer takes no input, as in the real host
            host.invoke(function.get(), message.map(Trigger::of).orElse(Trigger.TIMER));
        } catch (Exception e) {
            LOG.severe(name + " failed: " + LocalHost.firstLine(e));
            sendText(exchange, 500, name + " failed: " + LocalHost.firstLine(e));
            return;
        } finally {
            host.awaitIdle();
        }
        exchange.sendResponseHeaders(202, -1);
    }

    private static Optional<String> message(String body) {
        try {
            return Json.parse(body) instanceof Map<?, ?> object && object.get("input") instanceof String text
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (Json.JsonFault noJson) {
            return Optional.empty();
        }
    }

    private static void sendText(HttpExchange exchange, int status, String line) throws IOException {
        var body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
