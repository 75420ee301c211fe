package io.github.usagebudget.function;

import io.github.usagebudget.simulator.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One recorded exchange with Partner Center: the exact request, the exact answer and their source. */
record Vector(
        String notes,
        String requestLine,
        Map<String, String> requestHeaders,
        String requestBody,
        int status,
        Map<String, String> responseHeaders,
        String responseBody) {
    private static final Path FOLDER = Path.of("src/test/resources/vectors");

    /** @param customer replaces {@code {customer}} */
    static Vector of(String name, String customer) {
        try {
            var text = Files.readString(FOLDER.resolve(name + ".http")).replace("{customer}", customer);
            var notes = text.lines().takeWhile(line -> line.startsWith("#")).toList();
            var parts = text.lines()
                    .skip(notes.size())
                    .reduce("", (a, b) -> a + b + "\n")
                    .split("\n\n");
            var sendsBody = parts.length == 4;
            return new Vector(
                    String.join("\n", notes),
                    parts[0].lines().findFirst().orElseThrow(),
                    headers(parts[0]),
                    sendsBody ? parts[1] : "",
                    Integer.parseInt(parts[parts.length - 2].lines().findFirst().orElseThrow()),
                    headers(parts[parts.length - 2]),
                    parts[parts.length - 1].strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply reply() {
        return new Reply(status, responseHeaders, responseBody.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(String part) {
        var headers = new LinkedHashMap<String, String>();
        Arrays.stream(part.split("\n")).skip(1).forEach(line -> {
            var colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return headers;
    }
}
