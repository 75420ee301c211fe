package io.github.usagebudget.plan;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.github.usagebudget.budget.SafeText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One row of a CSV text. Immutable.
 *
 * @param line where it starts; a field in quotes may go on over many lines
 * @param fields without spaces around them; at most {@value #MOST_FIELDS}
 * @param quoted which of them, the first being 0, were in quotes
 * @param count how many fields there are
 * @param quoteInside whether a quote stands inside a field that does not begin with one
 * @param garbled whether it holds what is not UTF-8
 * @param goesOn whether one of the fields after those has a value
 */
record CsvRow(
        long line,
        List<String> fields,
        BitSet quoted,
        int count,
        boolean quoteInside,
        boolean garbled,
        boolean goesOn) {
    /** No plan has that many columns; a sheet may have thousands that were used once. */
    static final int MOST_FIELDS = 256;

    CsvRow {
        fields = List.copyOf(fields);
        quoted = (BitSet) quoted.clone();
    }

    boolean isQuoted(int index) {
        return quoted.get(index);
    }

    /** What is wrong with the row as a whole. */
    Optional<String> fault() {
        if (garbled) return Optional.of("is not UTF-8: save the sheet as \"CSV UTF-8\"");
        if (!quoteInside) return Optional.empty();
        return Optional.of(
                "has a quote inside a field that does not begin with one: put the field in quotes, and write each quote in it twice");
    }

    /** The value of a column, the first being 0; a row may end before the last: spreadsheets leave out what is empty there. */
    String field(int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** A name or an id without what cannot be seen around it: sheets and web pages leave no-break spaces there. */
    static String bare(String field) {
        return SafeText.trimmed(field);
    }

    /** Whether a row has nothing in it: spreadsheets write the separators of rows that were used once. */
    boolean isBlank() {
        return !goesOn && fields.stream().allMatch(String::isEmpty);
    }

    /** Makes rows of what the parser finds. Not thread-safe. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private final List<String> fields = new ArrayList<>();
        private final BitSet quotedFields = new BitSet();

        // Mutable state
        private boolean quoteInside;
        private boolean garbled;
        private boolean goesOn;

        @Override
        protected void handleBegin(long line) {
            fields.clear();
            quotedFields.clear();
            quoteInside = false;
            garbled = false;
            goesOn = false;
        }

        @Override
        protected void handleField(int index, char[] chars, int from, int length, boolean quoted) {
            var field = new String(chars, from, length);
            quoteInside |= !quoted && field.indexOf('"') >= 0;
            garbled |= field.indexOf(PlanText.GARBLED) >= 0;
            var stripped = stripped(field);
            if (index < MOST_FIELDS) {
                fields.add(stripped);
                quotedFields.set(index, quoted);
            } else goesOn |= !stripped.isEmpty();
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(
                    getStartingLineNumber(), fields, quotedFields, getFieldCount(), quoteInside, garbled, goesOn);
        }

        /** The line of the row that is being read, also when it comes to no row. */
        long line() {
            return getStartingLineNumber();
        }

        /** Of spaces alone: any other blank is nothing that somebody typed for the looks of it. */
        private static String stripped(String field) {
            var from = 0;
            var to = field.length();
            while (from < to && field.charAt(from) == ' ') from++;
            while (from < to && field.charAt(to - 1) == ' ') to--;
            return field.substring(from, to);
        }
    }
}
