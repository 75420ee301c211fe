package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * Makes requests to the function: with the function key, and with a token of the simulated Entra if CALLER_AUTH is {@code entra}.
 *
 * @param token empty if the function needs none, or if only the real Entra could issue it
 */
record LocalCaller(Optional<String> token) {
    static LocalCaller of(Simulator simulator) {
        var needed = LocalSettings.get("CALLER_AUTH").filter("entra"::equals).isPresent();
        return new LocalCaller(needed ? Optional.of(simulator.entra().callers().token()) : Optional.empty());
    }

    /** Has no token, because only the real Entra could issue one. */
    static LocalCaller ofRealTenant() {
        return new LocalCaller(Optional.empty());
    }

    HttpRequest.Builder request(String url) {
        var request = HttpRequest.newBuilder(URI.create(url)).header("x-functions-key", LocalHost.KEY);
        token.ifPresent(value -> request.header("authorization", "Bearer " + value));
        return request;
    }

    /** The token as an option of a curl command. */
    String curlHeader() {
        return token.map(value -> "-H 'authorization: Bearer " + value + "' ").orElse("");
    }
}
