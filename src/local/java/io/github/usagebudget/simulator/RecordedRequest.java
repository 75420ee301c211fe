package io.github.usagebudget.simulator;

import java.util.Map;

/** One request to a simulated service, and the status of the answer; 0 if there was none. Header names are in lower case. */
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
