package io.github.usagebudget.plan;

import java.util.Arrays;
import java.util.Optional;

/** Checks the first bytes of a plan: whether it can be text in UTF-8. Stateless. */
final class PlanStart {
    /**
     * Bytes: the byte order mark of UTF-16 and two characters. The Functions host replaces each of the mark's two bytes with U+FFFD,
     * which has three bytes in UTF-8.
     */
    static final int LENGTH = 10;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[][] UTF_16_MARKS = {{(byte) 0xFF, (byte) 0xFE}, {(byte) 0xFE, (byte) 0xFF}};

    private PlanStart() {}

    /** What is wrong with a plan that starts with these bytes. They are the complete plan if they are fewer than {@value #LENGTH}. */
    static Optional<String> fault(byte[] bytes) {
        if (bytes.length == 0) return Optional.of("is empty: a plan must name at least one customer");
        if (startsWith(bytes, ZIP))
            return Optional.of("is a zip file, as an Excel workbook (.xlsx) is: save the sheet as \"CSV UTF-8\"");
        for (var mark : UTF_16_MARKS) if (startsWith(bytes, mark)) return utf16();
        // in UTF-8 a zero byte is a zero character, which a plan never has
        for (var b : bytes) if (b == 0) return utf16();
        return Optional.empty();
    }

    private static Optional<String> utf16() {
        return Optional.of(
                "is UTF-16 or another encoding that is not UTF-8: save it as UTF-8 (a sheet as \"CSV UTF-8\")");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
