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
     * {@value #LONGEST} characters. Empty if nothing is left.
     */
    public static Optional<String> of(String text) {
        var label = new StringBuilder(text.length());
        text.codePoints().forEach(c -> label.appendCodePoint(isHeld(c) ? c : ' '));
        var stripped = label.toString().strip();
        if (stripped.codePointCount(0, stripped.length()) > LONGEST)
            stripped = stripped.substring(0, stripped.offsetByCodePoints(0, LONGEST))
                    .strip();
        return Optional.of(stripped).filter(left -> !left.isEmpty());
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
