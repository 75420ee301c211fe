package io.github.usagebudget.http;

import io.github.usagebudget.budget.SafeText;
import java.util.Map;

/**
 * A text in a form that can be compared with a secret: in lower case, without spaces and invisible characters, and with the characters of
 * Base64 in place of those of its URL-safe variant. Escapes can be resolved, one level at a time. Used by one thread.
 */
final class PlainText {
    /** References by name (https://html.spec.whatwg.org/multipage/named-characters.html) to characters that a token can hold. */
    private static final Map<String, Character> NAMED = Map.of(
            "amp", '&', "period", '.', "plus", '+', "equals", '=', "sol", '/', "lowbar", '_', "hyphen", '-', "percnt",
            '%');

    private static final int LONGEST_NAME = 8;
    private static final char NOTHING = 0;

    // Mutable state
    private final char[] characters;
    private final int[] from;
    private final int[] to;
    private int length;

    private PlainText(String text, boolean located) {
        characters = new char[text.length()];
        from = located ? new int[text.length()] : null;
        to = located ? new int[text.length()] : null;
        for (var at = 0; at < text.length(); at++) add(text.charAt(at), at, at + 1);
    }

    static PlainText of(String text) {
        return new PlainText(text, false);
    }

    /** One that knows where each character was in the text. */
    static PlainText located(String text) {
        return new PlainText(text, true);
    }

    int length() {
        return length;
    }

    char at(int index) {
        return characters[index];
    }

    /** Where the character, or its escape, begins in the text. Only for a located text. */
    int from(int index) {
        return from[index];
    }

    /** Where it ends, exclusive. */
    int to(int index) {
        return to[index];
    }

    private void add(char character, int begin, int end) {
        var c = plain(character);
        if (c == NOTHING) return;
        if (from != null) {
            from[length] = begin;
            to[length] = end;
        }
        characters[length++] = c;
    }

    private static char plain(char c) {
        if (c >= 'A' && c <= 'Z') return (char) (c | 0x20);
        if (c == '-') return '+';
        if (c == '_') return '/';
        if (c > ' ' && c <= '~') return c;
        return Character.isWhitespace(c) || !SafeText.isSafe(c) ? NOTHING : c;
    }

    /** Resolves one level of escapes of any kind; false if there were none. */
    boolean resolve() {
        var end = length;
        length = 0;
        for (var at = 0; at < end; ) {
            var escape = escape(at, end);
            var size = escape == null ? 1 : escape.length();
            var c = escape == null ? characters[at] : escape.character();
            add(c, from == null ? 0 : from[at], to == null ? 0 : to[at + size - 1]);
            at += size;
        }
        return length < end;
    }

    private record Escape(char character, int length) {}

    /** Null if there is none. */
    private Escape escape(int at, int end) {
        return switch (characters[at]) {
            case '\\' -> backslash(at, end);
            case '%' -> hexadecimal(at, at + 1, 2, end);
            case '&' -> reference(at, end);
            default -> null;
        };
    }

    private Escape backslash(int at, int end) {
        if (at + 1 >= end) return null;
        return switch (characters[at + 1]) {
            case 'u' -> hexadecimal(at, at + 2, 4, end);
            case 'x' -> hexadecimal(at, at + 2, 2, end);
            case 'b', 'f', 'n', 'r', 't' -> new Escape(' ', 2);
            default -> new Escape(characters[at + 1], 2);
        };
    }

    private Escape hexadecimal(int at, int digits, int count, int end) {
        if (digits + count > end) return null;
        var code = 0;
        for (var i = digits; i < digits + count; i++) {
            var digit = Character.digit(characters[i], 16);
            if (digit < 0) return null;
            code = code * 16 + digit;
        }
        return new Escape((char) code, digits + count - at);
    }

    private Escape reference(int at, int end) {
        return at + 1 < end && characters[at + 1] == '#' ? number(at, end) : name(at, end);
    }

    /** {@code &#101;} or {@code &#x65;}; browsers do not require the semicolon. */
    private Escape number(int at, int end) {
        var hexadecimal = at + 2 < end && characters[at + 2] == 'x';
        var radix = hexadecimal ? 16 : 10;
        var digits = at + (hexadecimal ? 3 : 2);
        var next = digits;
        var code = 0;
        for (; next < end && next < digits + LONGEST_NAME; next++) {
            var digit = Character.digit(characters[next], radix);
            if (digit < 0) break;
            code = code * radix + digit;
        }
        if (next == digits) return null;
        if (next < end && characters[next] == ';') next++;
        return new Escape((char) code, next - at);
    }

    /** {@code &amp;} */
    private Escape name(int at, int end) {
        for (var next = at + 1; next < end && next <= at + 1 + LONGEST_NAME; next++) {
            if (characters[next] != ';') continue;
            var named = NAMED.get(new String(characters, at + 1, next - at - 1));
            return named == null ? null : new Escape(named, next + 1 - at);
        }
        return null;
    }
}
