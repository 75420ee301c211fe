package io.github.usagebudget.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
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

    /**
     * Finds runs of a secret's characters in a text, in time linear in the length of the text. The secret is cut into blocks so short that every run
     * contains a complete one. If a block is found, the run around it is measured. Immutable, thread-safe.
     */
    static final class SecretRuns {
        private static final int MOST_LEVELS = 4;
        private static final char END = 0;

        private record SecretRun(int from, int to) {}

        private final int shortest;
        private final int block;

        /** The secret in each of its forms, with an END before and after each. */
        private final char[] forms;

        /** Positions of blocks in the forms, by hash: the first of each hash, and the next after each position; 0 means none. */
        private final int[] first;

        private final int[] next;

        /** @param shortest how many characters of the secret make a run */
        SecretRuns(String secret, int shortest) {
            this.shortest = shortest;
            this.block = (shortest + 1) / 2;
            this.forms = secret.length() < shortest ? new char[] {END} : forms(secret);
            this.next = new int[forms.length];
            this.first = new int[Integer.highestOneBit(forms.length / block * 2 + 1) * 2];
            for (var from = 1; from < forms.length; ) {
                var end = from;
                while (forms[end] != END) end++;
                for (var at = from; at + block <= end; at += block) note(at);
                from = end + 1;
            }
        }

        private static char[] forms(String secret) {
            var bytes = secret.getBytes(UTF_8);
            var all = new StringBuilder().append(END);
            append(all, secret);
            append(all, HexFormat.of().formatHex(bytes));
            // the text before the secret decides where Base64's groups of three bytes begin
            for (var skipped = 0; skipped < 3 && skipped < bytes.length; skipped++) {
                var whole = bytes.length - (bytes.length - skipped) % 3;
                append(all, Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, skipped, whole)));
            }
            return all.toString().toCharArray();
        }

        private static void append(StringBuilder all, String form) {
            var plain = PlainText.of(form);
            for (var i = 0; i < plain.length(); i++) all.append(plain.at(i));
            all.append(END);
        }

        private void note(int place) {
            var window = 0L;
            for (var i = place; i < place + block; i++) window = window << 8 | forms[i] & 0xFF;
            var slot = slot(window);
            next[place] = first[slot];
            first[slot] = place;
        }

        private int slot(long window) {
            return (int) (window * 0x9E3779B97F4A7C15L >>> 32) & first.length - 1;
        }

        /** Whether the text contains a run, escaped or not. Resolves the escapes of {@code text}. */
        boolean isIn(PlainText text) {
            for (var level = 0; level < MOST_LEVELS; level++) {
                if (find(text, 0) != null) return true;
                if (!text.resolve()) return false;
            }
            return find(text, 0) != null;
        }

        /** The positions of all runs in the original text, which must be located. Resolves the escapes of {@code text}. */
        BitSet in(PlainText text) {
            var places = new BitSet();
            for (var level = 0; level <= MOST_LEVELS; level++) {
                for (var run = find(text, 0); run != null; run = find(text, run.to()))
                    places.set(text.from(run.from()), text.to(run.to() - 1));
                if (!text.resolve()) break;
            }
            return places;
        }

        private SecretRun find(PlainText text, int from) {
            var mask = block == Long.BYTES ? -1L : (1L << block * 8) - 1;
            var window = 0L;
            for (var at = from; at < text.length(); at++) {
                window = (window << 8 | text.at(at) & 0xFF) & mask;
                if (at + 1 - from < block) continue;
                for (var place = first[slot(window)]; place != 0; place = next[place]) {
                    var run = around(text, from, at + 1 - block, place);
                    if (run != null) return run;
                }
            }
            return null;
        }

        /** The run around a block at these positions of the text and of the forms; null if it is too short. */
        private SecretRun around(PlainText text, int least, int at, int place) {
            var to = 0;
            while (at + to < text.length() && place + to < forms.length && text.at(at + to) == forms[place + to]) to++;
            if (to < block) return null;
            var before = 0;
            while (at - before > least && text.at(at - before - 1) == forms[place - before - 1]) before++;
            return before + to < shortest ? null : new SecretRun(at - before, at + to);
        }
    }
}
