package io.github.usagebudget.plan;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One row of a CSV text. Immutable.
 *
 * @param line where the row starts; a field in quotes can span many lines
 * @param fields the first {@value #MOST_FIELDS} at most, without spaces around them
 * @param quoted the indexes, from 0, of the fields that were in quotes
 * @param count of all fields
 * @param quoteInside whether there is a quote inside a field that does not begin with one
 * @param garbled whether the row has bytes that are not UTF-8
 * @param goesOn whether a field after the first {@value #MOST_FIELDS} has a value
 */
record CsvRow(
        long line,
        List<String> fields,
        BitSet quoted,
        int count,
        boolean quoteInside,
        boolean garbled,
        boolean goesOn) {
    /** No plan has that many columns, but a spreadsheet can write thousands of empty ones. */
    static final int MOST_FIELDS = 256;

    /** What is wrong with the row as a whole. */
    Optional<String> fault() {
        if (garbled) return Optional.of("is not UTF-8: save the sheet as \"CSV UTF-8\"");
        if (!quoteInside) return Optional.empty();
        return Optional.of(
                "has a quote inside a field that does not begin with one: put the field in quotes, and write each quote in it twice");
    }

    /** The value of a column, from 0. It is empty if the row ends before it, because spreadsheets leave out empty fields at the end. */
    String field(int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** Whether no field has a value: spreadsheets write the separators of rows that were emptied. */
    boolean isBlank() {
        return !goesOn && fields.stream().allMatch(String::isEmpty);
    }

    /** Builds rows from the parser's callbacks. Not thread-safe. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
        // Mutable state, new for each row
        private List<String> fields = List.of();
        private BitSet quotedFields = new BitSet();
        private boolean quoteInside;
        private boolean garbled;
        private boolean goesOn;

        @Override
        protected void handleBegin(long line) {
            fields = new ArrayList<>();
            quotedFields = new BitSet();
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

        /** The line of the row that is being read, even if the row turns out to be invalid. */
        long line() {
            return getStartingLineNumber();
        }

        /** Strips only spaces. Other blanks are kept, so that numbers with them are rejected. */
        private static String stripped(String field) {
            var from = 0;
            var to = field.length();
            while (from < to && field.charAt(from) == ' ') from++;
            while (from < to && field.charAt(to - 1) == ' ') to--;
            return field.substring(from, to);
        }
    }
}
