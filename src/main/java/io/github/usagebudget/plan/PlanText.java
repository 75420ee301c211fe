package io.github.usagebudget.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Optional;

/**
 * Decodes a plan as UTF-8 and skips a byte order mark. Bytes that are not UTF-8, and zero bytes, which are frequent in UTF-16 and UTF-32,
 * become {@link #GARBLED}. No plan needs that character, so a reader can report where it is, and read on. Used once, by one thread.
 */
final class PlanText extends Reader {
    /** U+FFFD, the replacement character. The Functions host also replaces each wrong byte of an HTTP body with it. */
    static final char GARBLED = '\uFFFD';

    /** In bytes: a UTF-16 mark and two characters. The Functions host makes three bytes, U+FFFD, of each byte of the mark. */
    static final int START = 10;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader utf8;

    // Mutable state
    private boolean atStart = true;
    private long line = 1;
    private long garbledLine;

    PlanText(InputStream bytes) {
        utf8 = new InputStreamReader(bytes, UTF_8);
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        var read = utf8.read(into, from, length);
        if (atStart && read > 0) {
            atStart = false;
            if (into[from] == BYTE_ORDER_MARK) {
                if (read == 1) return read(into, from, length);
                System.arraycopy(into, from + 1, into, from, --read);
            }
        }
        for (var i = from; i < from + read; i++) {
            if (into[i] == '\n') line++;
            else if (into[i] == 0) into[i] = GARBLED;
            if (into[i] == GARBLED && garbledLine == 0) garbledLine = line;
        }
        return read;
    }

    /** The line, from 1, of the first {@link #GARBLED} that was read; 0 if there is none. */
    long garbledLine() {
        return garbledLine;
    }

    @Override
    public void close() throws IOException {
        utf8.close();
    }

    /** What is wrong with a plan that starts with these bytes. They are the complete plan if they are fewer than {@value #START}. */
    static Optional<String> startFault(byte[] bytes) {
        var start = new String(bytes, ISO_8859_1);
        if (start.isEmpty()) return Optional.of("is empty: a plan must name at least one customer");
        if (start.startsWith("PK\3\4"))
            return Optional.of("is a zip file, as an Excel workbook (.xlsx) is: save the sheet as \"CSV UTF-8\"");
        // in UTF-8 a zero byte is a zero character, which a plan never has
        if (start.startsWith("\u00FF\u00FE") || start.startsWith("\u00FE\u00FF") || start.indexOf(0) >= 0)
            return Optional.of(
                    "is UTF-16 or another encoding that is not UTF-8: save it as UTF-8 (a sheet as \"CSV UTF-8\")");
        return Optional.empty();
    }
}
