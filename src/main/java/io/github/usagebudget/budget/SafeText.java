package io.github.usagebudget.budget;

/**
 * Makes text from outside safe to show: one line without invisible characters that can always be encoded in UTF-8. So no caller, customer or
 * service can forge a log line or reverse the rest of a line. Stateless.
 */
public final class SafeText {
    /** The longest log line, in code points: Application Insights cuts a message at 32,768 characters. */
    private static final int LONGEST_LINE = 30_000;

    private static final char ELLIPSIS = '…';

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
     * The text without invisible characters at its ends: spaces of any kind, control characters, a byte order mark, joiners. Linear in the number of
     * characters removed.
     */
    public static String trimmed(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isBlank(text.codePointAt(from))) from += Character.charCount(text.codePointAt(from));
        while (from < to && isBlank(text.codePointBefore(to))) to -= Character.charCount(text.codePointBefore(to));
        return text.substring(from, to);
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
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
