package io.github.usagebudget.entra;

/** A secret's value, which is never shown by accident. Immutable. */
public record Secret(String value) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Without what editors and shells leave at its ends: line breaks, spaces of any kind, a byte order mark. */
    public Secret trimmed() {
        var from = 0;
        var to = value.length();
        while (from < to && isPadding(value.charAt(from))) from++;
        while (from < to && isPadding(value.charAt(to - 1))) to--;
        return new Secret(value.substring(from, to));
    }

    private static boolean isPadding(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || c == BYTE_ORDER_MARK;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
