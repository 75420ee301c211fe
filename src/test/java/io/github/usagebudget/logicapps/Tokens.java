package io.github.usagebudget.logicapps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tokens of an expression. */
final class Tokens {
    private static final Pattern ONE = Pattern.compile("\\s*('(?:[^']|'')*'|[A-Za-z]\\w*|\\d+|\\?\\[|[\\[\\](),])\\s*");

    private final String text;
    private final List<String> all = new ArrayList<>();
    private int next;

    Tokens(String text) {
        this.text = text;
        var token = ONE.matcher(text);
        var end = 0;
        while (token.find() && token.start() == end) {
            all.add(token.group(1));
            end = token.end();
        }
        if (end < text.length()) throw new IllegalArgumentException("unexpected: " + text.substring(end));
    }

    /** Consumes the next token if it equals this one. */
    boolean take(String token) {
        var matches = next < all.size() && all.get(next).equals(token);
        if (matches) next++;
        return matches;
    }

    void expect(String token) {
        if (!take(token)) throw new IllegalArgumentException("expected " + token + " in " + text);
    }

    String take() {
        return Optional.of(next)
                .filter(at -> at < all.size())
                .map(at -> all.get(next++))
                .orElseThrow();
    }

    void expectEnd() {
        if (next < all.size()) throw new IllegalArgumentException("unexpected: " + all.get(next) + " in " + text);
    }
}
