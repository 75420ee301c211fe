package io.github.usagebudget.budget;

import java.util.Optional;

/** Text about a customer as every format can hold it: one line that a plan takes back. Stateless. */
public final class CustomerLabel {
    /** In code points; what a plan takes. */
    private static final int LONGEST = 256;

    /** What stands for a byte that is not UTF-8; no plan may have it. */
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

    /** Marks of right-to-left text are a part of it. */
    private static boolean isHeld(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> c != WRONG_BYTE;
        };
    }
}
