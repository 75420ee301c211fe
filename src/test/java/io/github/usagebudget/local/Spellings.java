package io.github.usagebudget.local;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Spellings of a function's path with which an attacker can try to get past a check. */
final class Spellings {
    private static final List<String> ROUTES = List.of("usage-budget", "budget-plan", "usage-budget/readiness");

    private Spellings() {}

    static Stream<String> all() {
        var elsewhere = Stream.of(
                "/api/budget-plan;usage-budget",
                "/usage-budget",
                "/api/readiness",
                "/api/{*path}",
                "/q/health",
                "/api/",
                "/");
        return Stream.concat(ROUTES.stream().flatMap(Spellings::of), elsewhere);
    }

    private static Stream<String> of(String route) {
        var last = route.length() - 1;
        return Stream.of(
                "/api/" + route,
                "/api/" + route.substring(0, 1).toUpperCase(Locale.ROOT) + route.substring(1),
                "/API/" + route,
                "/api/" + route + "/",
                "/api/" + route + ";x=y",
                "/api;x=y/" + route,
                "/api/%2e/" + route,
                "/api/./" + route,
                "/api//" + route,
                "//api/" + route,
                "/api/x/../" + route,
                "/api/" + route.substring(0, last) + "%" + Integer.toHexString(route.charAt(last)),
                "/api/" + route + "%2f");
    }

    /** The status of the answer to a path that is sent exactly as written, because HTTP clients normalize paths. */
    static int status(URI host, String method, String path, String headers, String body) throws IOException {
        try (var socket = new Socket(host.getHost(), host.getPort())) {
            var request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
