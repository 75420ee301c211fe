package io.github.usagebudget.plan;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of a CSV text. Immutable.
 *
 * @param line where it starts; a field in quotes may go on over many lines
 * @param fields without spaces around them; never more than {@value #MOST_FIELDS}
 * @param quoteInside whether a quote stands inside a field that does not begin with one
 * @param garbled whether it holds what is no UTF-8
 */
record CsvRow(long line, List<String> fields, boolean quoteInside, boolean garbled) {
    /** One more than any plan has: what comes after can only be too much. */
    static final int MOST_FIELDS = 4;

    CsvRow {
        fields = List.copyOf(fields);
    }

    /** Makes rows of what the parser finds. Not thread-safe. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private final List<String> fields = new ArrayList<>();

        // Mutable state
        private boolean quoteInside;
        private boolean garbled;

        @Override
        protected void handleBegin(long line) {
            fields.clear();
            quoteInside = false;
            garbled = false;
        }

        @Override
        protected void handleField(int index, char[] chars, int from, int length, boolean quoted) {
            var field = new String(chars, from, length);
            quoteInside |= !quoted && field.indexOf('"') >= 0;
            garbled |= field.indexOf(PlanText.GARBLED) >= 0;
            if (index < MOST_FIELDS) fields.add(stripped(field));
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(getStartingLineNumber(), fields, quoteInside, garbled);
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
