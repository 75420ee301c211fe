package io.github.usagebudget.budget;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Makes text from outside safe to show: one line without invisible characters that can always be encoded in UTF-8. So no caller, customer or
 * service can forge a log line or reverse the rest of a line. Stateless.
 */
public final class SafeText {
    /** The longest log line, in code points: Application Insights cuts a message at 32,768 characters. */
    private static final int LONGEST_LINE = 30_000;

    /** In code points; the limit of a plan. */
    private static final int LONGEST_LABEL = 256;

    private static final char ELLIPSIS = '…';
    /** The replacement for a byte that is not UTF-8, which no plan can contain. */
    private static final char WRONG_BYTE = '\uFFFD';

    private SafeText() {}

    /**
     * The text with one space for each run of unsafe characters. A longer text is cut, and then ends with an ellipsis.
     *
     * @param maxLength in code points, the ellipsis included; at least 1
     */
    public static String of(String text, int maxLength) {
        if (text.length() <= maxLength && isSafe(text)) return text;
        var result = new StringBuilder(Math.min(text.length(), maxLength));
        var length = 0;
        var safe = true;
        for (var at = 0; at < text.length(); ) {
            var c = text.codePointAt(at);
            at += Character.charCount(c);
            var gap = !safe;
            safe = isSafe(c);
            if (gap && !safe) continue;
            if (length == maxLength) return cut(result);
            result.appendCodePoint(safe ? c : ' ');
            length++;
        }
        return result.toString();
    }

    /**
     * Text about a customer as every format can hold it, in one line that a plan accepts: with a space for each character that ends a line,
     * controls something, or is not a character; without outer spaces; cut to {@value #LONGEST_LABEL} code points. Direction marks of
     * right-to-left text are part of it. Empty if nothing that can be seen is left.
     */
    public static Optional<String> label(String text) {
        var held = new StringBuilder(text.length());
        text.codePoints().forEach(c -> held.appendCodePoint(isSafe(c) && c != WRONG_BYTE || isFormat(c) ? c : ' '));
        var label = stripped(held.toString(), SafeText::isSpace);
        if (label.codePointCount(0, label.length()) > LONGEST_LABEL)
            label = stripped(label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL)), SafeText::isSpace);
        return Optional.of(label).filter(left -> !trimmed(left).isEmpty());
    }

    /** The text without invisible characters at its ends: spaces of any kind, control characters, a byte order mark, joiners. */
    public static String trimmed(String text) {
        return stripped(text, c -> isSpace(c) || isFormat(c) || Character.isISOControl(c));
    }

    /** Linear in the number of characters removed. */
    private static String stripped(String text, IntPredicate removed) {
        var from = 0;
        var to = text.length();
        while (from < to && removed.test(text.codePointAt(from))) from += Character.charCount(text.codePointAt(from));
        while (from < to && removed.test(text.codePointBefore(to))) to -= Character.charCount(text.codePointBefore(to));
        return text.substring(from, to);
    }

    /** Also a no-break space, which is often pasted along, and is not white space to Java. */
    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isFormat(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT;
    }

    /** The text of a log line. */
    public static String line(String text) {
        return of(text, LONGEST_LINE);
    }

    /**
     * False for a character that ends a line, reorders or hides what stands beside it, or is half a surrogate pair: the Unicode categories Cc,
     * Cf, Cs, Zl and Zp (https://www.unicode.org/reports/tr44/#General_Category_Values).
     */
    public static boolean isSafe(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') return true;
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    public static boolean isSafe(String text) {
        for (var at = 0; at < text.length(); ) {
            var c = text.codePointAt(at);
            if (!isSafe(c)) return false;
            at += Character.charCount(c);
        }
        return true;
    }

    private static String cut(StringBuilder result) {
        result.setLength(result.offsetByCodePoints(result.length(), -1));
        return result.append(ELLIPSIS).toString();
    }
}
