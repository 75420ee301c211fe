package io.github.usagebudget.local;

import com.microsoft.azure.functions.HttpMethod;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Converts HTTP exchanges to function requests and responses, as host and worker do. */
final class HttpExchanges {
    private HttpExchanges() {}

    static HostRequest request(HttpExchange exchange, String body) {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        var url = "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + exchange.getRequestURI();
        return new HostRequest(HttpMethod.value(exchange.getRequestMethod()), url, headers, body);
    }

    /** Like the host, drops a chunked body, and replaces invalid UTF-8 by U+FFFD. */
    static String body(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readAllBytes();
        return exchange.getRequestHeaders().containsKey("Transfer-Encoding")
                ? ""
                : new String(bytes, StandardCharsets.UTF_8);
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
}
