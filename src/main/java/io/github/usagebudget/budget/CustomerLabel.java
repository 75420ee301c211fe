package io.github.usagebudget.budget;

import java.util.Optional;

/** Text about a customer that every format can hold: one line that a plan accepts. Stateless. */
public final class CustomerLabel {
    /** In code points; the limit of a plan. */
    private static final int LONGEST = 256;

    /** The replacement for a byte that is not UTF-8, which no plan can contain. */
    private static final char WRONG_BYTE = '\uFFFD';

    private CustomerLabel() {}

    /**
     * The text with a space for each character that ends a line, controls something, or is not a character; without outer spaces; cut to
     * {@value #LONGEST} characters. Empty if nothing that can be seen is left.
     */
    public static Optional<String> of(String text) {
        var label = new StringBuilder(text.length());
        text.codePoints().forEach(c -> label.appendCodePoint(isHeld(c) ? c : ' '));
        var stripped = stripped(label.toString());
        if (stripped.codePointCount(0, stripped.length()) > LONGEST)
            stripped = stripped(stripped.substring(0, stripped.offsetByCodePoints(0, LONGEST)));
        return Optional.of(stripped).filter(left -> !SafeText.trimmed(left).isEmpty());
    }

    /** Without spaces of any kind at the ends: a no-break space, which is often pasted along, is not white space to Java. */
    private static String stripped(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isSpace(text.charAt(from))) from++;
        while (from < to && isSpace(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Direction marks of right-to-left text are part of the text. */
    private static boolean isHeld(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> c != WRONG_BYTE;
        };
    }
}
