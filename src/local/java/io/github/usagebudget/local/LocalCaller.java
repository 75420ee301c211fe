package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * Asks the function as a caller does: with the function key, and where CALLER_AUTH demands it with a token too, of the simulated Entra.
 *
 * @param token empty where none is needed, or the real Entra would have to give it
 */
record LocalCaller(Optional<String> token) {
    static LocalCaller of(Simulator simulator) {
        var needed = LocalSettings.get("CALLER_AUTH").filter("entra"::equals).isPresent();
        return new LocalCaller(needed ? Optional.of(simulator.entra().callers().token()) : Optional.empty());
    }

    /** Without a token: only the real Entra could give one. */
    static LocalCaller ofRealTenant() {
        return new LocalCaller(Optional.empty());
    }

    HttpRequest.Builder request(String url) {
        var request = HttpRequest.newBuilder(URI.create(url)).header("x-functions-key", LocalHost.KEY);
        token.ifPresent(value -> request.header("authorization", "Bearer " + value));
        return request;
    }

    /** What to add to a line of curl. */
    String curlHeader() {
        return token.map(value -> "-H 'authorization: Bearer " + value + "' ").orElse("");
    }
}
