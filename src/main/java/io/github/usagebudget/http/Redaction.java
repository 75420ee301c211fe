package io.github.usagebudget.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes a secret, or a part of it, from an answer of the service that it was sent to: plain, in other letter case, in Base64 or hexadecimal,
 * escaped as in JSON, URLs or HTML, and with spaces or line breaks in between. A part is any run of {@value #RUN} characters; for a short
 * secret, half of it, but at least {@value #SHORTEST} characters. A secret shorter than that is never removed, because ordinary words would be
 * removed, too. Immutable, thread-safe; never shows the secret.
 */
public final class Redaction {
    static final String REMOVED = "[removed]";
    static final int RUN = 16;
    static final int SHORTEST = 8;

    private final String secret;
    private final SecretRuns runs;

    private Redaction(String secret) {
        this.secret = secret;
        this.runs = new SecretRuns(secret, Math.max(SHORTEST, Math.min(RUN, secret.length() / 2)));
    }

    public static Redaction of(String secret) {
        return new Redaction(secret);
    }

    /** Whether this removes that secret. */
    public boolean isOf(String other) {
        return secret.equals(other);
    }

    /** Whether the secret or a part of it is in the text. */
    boolean touches(String text) {
        return runs.isIn(PlainText.of(text));
    }

    /** The text without the secret and its parts. */
    String removedFrom(String text) {
        if (!touches(text)) return text;
        var places = runs.in(PlainText.located(text));
        var rest = new StringBuilder(text.length());
        var from = 0;
        for (var at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(from)) {
            rest.append(text, from, at).append(REMOVED);
            from = places.nextClearBit(at);
        }
        return rest.append(text, from, text.length()).toString();
    }

    /** The same for a JSON value: in all its texts and names. */
    Object removedFrom(Object value) {
        if (value instanceof String text) return removedFrom(text);
        if (value instanceof Map<?, ?> members) {
            var rest = new LinkedHashMap<String, Object>();
            members.forEach((name, member) -> rest.put(removedFrom(name.toString()), removedFrom(member)));
            return rest;
        }
        if (value instanceof List<?> items)
            return items.stream().map(item -> removedFrom((Object) item)).toList();
        return value;
    }

    @Override
    public String toString() {
        return "[redaction]";
    }
}
