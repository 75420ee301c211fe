package io.github.usagebudget.simulator;

import java.util.Map;

/** One request as a neighbour saw it, and the status it gave; 0 where it gave none. Header names are in lower case. */
public record RecordedRequest(
        String service,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        int status) {

    public String header(String name) {
        return headers.get(name.toLowerCase(java.util.Locale.ROOT));
    }
}
