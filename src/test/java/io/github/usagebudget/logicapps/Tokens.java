package io.github.usagebudget.logicapps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of an expression, one after the other. */
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
        if (end < text.length()) throw new IllegalArgumentException("not understood: " + text.substring(end));
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        var is = next < all.size() && all.get(next).equals(word);
        if (is) next++;
        return is;
    }

    void expect(String word) {
        if (!take(word)) throw new IllegalArgumentException(word + " was expected in " + text);
    }

    String take() {
        return Optional.of(next)
                .filter(at -> at < all.size())
                .map(at -> all.get(next++))
                .orElseThrow();
    }

    void expectEnd() {
        if (next < all.size()) throw new IllegalArgumentException("not understood: " + all.get(next) + " in " + text);
    }
}
