package io.github.usagebudget.local;

import com.microsoft.azure.functions.HttpMethod;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Serves a staging folder's functions on loopback, as the Azure Functions host does: HTTP routes with the function key, timers when
 * {@code POST /admin/functions/{name}} asks for them, blobs and queues in a folder. What is not covered: real schedules, extension
 * bundles, scaling.
 */
public final class LocalHost {
    static final String KEY = "local";

    private final StagingFolder deployable;
    private final List<LocalFunction> functions;
    private final List<LocalFunction> notStarted;
    private final LocalStorage storage;
    private final QueueDispatch queues;
    private final String prefix;
    private final HttpServer server;

    private LocalHost(Path staging, int port, LocalStorage storage) throws IOException {
        this.storage = storage;
        System.setProperty("sun.net.httpserver.nodelay", "true");
        deployable = new StagingFolder(staging);
        functions = deployable.functions().stream()
                .filter(function -> function.missingSetting().isEmpty())
                .toList();
        queues = new QueueDispatch(deployable, storage, functions);
        notStarted = deployable.functions().stream()
                .filter(function -> function.missingSetting().isPresent())
                .toList();
        prefix = "/" + deployable.routePrefix() + "/";
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newCachedThreadPool());
    }

    /** Loads the functions and serves them; port 0 is any free one. */
    static LocalHost started(Path staging, int port, LocalStorage storage) throws IOException {
        var host = new LocalHost(staging, port, storage);
        host.queues.drain();
        host.server.start();
        return host;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<LocalFunction> functions() {
        return functions;
    }

    /** Those whose bindings name a setting that is missing. */
    List<LocalFunction> notStarted() {
        return notStarted;
    }

    LocalStorage storage() {
        return storage;
    }

    String pathOf(LocalFunction function) {
        return prefix + function.route();
    }

    /** {@code LocalHost STAGING PORT [STORAGE]}: serves until it is killed; settings come from the environment alone. */
    public static void main(String[] arguments) {
        try {
            var host = started(
                    Path.of(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    arguments.length > 2 ? new LocalStorage(Path.of(arguments[2])) : LocalStorage.temporary());
            System.out.println("serving " + host.url());
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            // the framework's threads would keep the process alive
            System.exit(1);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                answer(exchange, body);
            } catch (Exception e) {
                e.printStackTrace();
                exchange.sendResponseHeaders(500, -1);
            }
        }
    }

    private void answer(HttpExchange exchange, String body) throws Exception {
        var path = exchange.getRequestURI().getRawPath();
        if (path.startsWith("/admin/functions/")) {
            fire(exchange, path.substring("/admin/functions/".length()), body);
            return;
        }
        var function = routed(exchange.getRequestMethod(), path);
        if (function.isEmpty()) exchange.sendResponseHeaders(404, -1);
        else if (function.get().needsKey() && !KEY.equals(key(exchange))) exchange.sendResponseHeaders(401, -1);
        else call(function.get(), exchange, body);
    }

    /** Without regard to case, and a trailing slash is no other route: as the real host. A method that no trigger names is a 404. */
    private Optional<LocalFunction> routed(String method, String path) {
        var wanted = path.replaceFirst("/$", "").toLowerCase(Locale.ROOT);
        return functions.stream()
                .filter(LocalFunction::isHttp)
                .filter(function -> pathOf(function).toLowerCase(Locale.ROOT).equals(wanted))
                .filter(function -> function.allows(method))
                .findFirst();
    }

    private static String key(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("x-functions-key");
        return header != null ? header : query(exchange).get("code");
    }

    private void call(LocalFunction function, HttpExchange exchange, String body) throws Exception {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        var uri = URI.create(url() + exchange.getRequestURI().toString());
        var method = HttpMethod.value(exchange.getRequestMethod());
        var request = new HostRequest(method, uri, headers, query(exchange), body);
        send(exchange, (HostRequest.HostResponse) new Invocation(deployable, function, request, storage).run());
    }

    private static void send(HttpExchange exchange, HostRequest.HostResponse response) throws IOException {
        response.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length"))
                exchange.getResponseHeaders().set(name, value);
        });
        var body = response.getBody() instanceof byte[] bytes
                ? bytes
                : String.valueOf(response.getBody()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.getStatus().value(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void fire(HttpExchange exchange, String name, String body) throws Exception {
        var function = functions.stream()
                .filter(f -> !f.isHttp() && f.name().equalsIgnoreCase(name))
                .findFirst();
        if (function.isPresent()) {
            new Invocation(deployable, function.get(), input(body), storage).run();
            // a real host would not wait; whoever asks here wants to see what came of it
            queues.drain();
        }
        exchange.sendResponseHeaders(function.isPresent() ? 202 : 404, -1);
    }

    /** As Core Tools take it: {@code {"input":"…"}}. */
    private static String input(String body) {
        var given = body.isBlank() ? null : Json.object(body).get("input");
        return given instanceof String text && !text.isEmpty() ? text : "{\"IsPastDue\":false}";
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var fields = new LinkedHashMap<String, String>();
        var query = exchange.getRequestURI().getRawQuery();
        if (query == null) return fields;
        for (var field : query.split("&")) {
            var parts = field.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
