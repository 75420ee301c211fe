package io.github.usagebudget.function;

import io.github.usagebudget.json.JsonText;
import java.util.Optional;
import java.util.function.Function;

/**
 * A media type in which an operation can answer. Immutable.
 *
 * @param mediaType as in {@code Accept}, in lower case
 * @param contentType of the answer
 * @param fileName that a browser suggests for saving; empty for types that programs read
 * @param written makes the answer's body from the result
 */
record Representation(
        String mediaType, String contentType, Optional<String> fileName, Function<Object, String> written) {
    static final Representation JSON =
            new Representation("application/json", "application/json", Optional.empty(), JsonText::of);

    /** A table for spreadsheets (RFC 4180). */
    static Representation csv(String fileName, Function<Object, String> written) {
        return new Representation(
                "text/csv", "text/csv; charset=utf-8; header=present", Optional.of(fileName), written);
    }

    /** A page for people. */
    static Representation page(String fileName, Function<Object, String> written) {
        return new Representation("text/html", "text/html; charset=utf-8", Optional.of(fileName), written);
    }
}
