package io.github.usagebudget.local;

import com.microsoft.azure.functions.HttpMethod;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Between HTTP and what a function sees of it, as host and worker translate. */
final class HttpExchanges {
    private HttpExchanges() {}

    static HostRequest request(HttpExchange exchange, String body) {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        var uri = URI.create("http://127.0.0.1:" + exchange.getLocalAddress().getPort() + exchange.getRequestURI());
        return new HostRequest(HttpMethod.value(exchange.getRequestMethod()), uri, headers, query(exchange), body);
    }

    static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    static void send(HttpExchange exchange, HostRequest.HostResponse response) throws IOException {
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

    static Map<String, String> query(HttpExchange exchange) {
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
