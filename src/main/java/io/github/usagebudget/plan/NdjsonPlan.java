package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.json.JsonFaults;
import io.github.usagebudget.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.regex.Pattern;

/** A plan with one budget per line. A fault in one line does not affect the next. Blank lines are ignored. Stateless. */
final class NdjsonPlan {
    private static final Pattern BLANK = Pattern.compile("[ \t\r]*");
    private static final String UNREADABLE = "unreadable";
    private static final Pattern UNREADABLE_FIRST = Pattern.compile(BLANK + "\\{" + BLANK + "\"" + UNREADABLE + '"');

    private NdjsonPlan() {}

    static void read(Reader text, PlanDraft plan) throws IOException {
        var lines = new PlanLines(text);
        while (lines.next()) {
            var at = plan.at(lines.number());
            if (lines.isTooLong()) plan.faults().add(at, "must have at most " + PlanLines.LONGEST + " characters");
            else if (lines.has(PlanText.GARBLED)) plan.faults().add(at, "is not UTF-8");
            else if (!BLANK.matcher(lines.text()).matches() && !isUnreadable(lines)) readLine(lines, plan);
        }
    }

    /** Whether the line is an export's note about a customer that it could not read. The note is for people. */
    private static boolean isUnreadable(PlanLines lines) throws IOException {
        if (!UNREADABLE_FIRST.matcher(lines.text()).lookingAt()) return false;
        try (var parser = lines.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !UNREADABLE.equals(parser.nextFieldName()))
                return false;
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void readLine(PlanLines lines, PlanDraft plan) throws IOException {
        var budget = plan.budget(lines.number(), "null");
        try (var parser = lines.parser()) {
            try {
                parser.nextToken();
                budget.readAlone(parser, BudgetFields.PLANNED);
            } catch (JsonProcessingException e) {
                budget.faultAt(
                        plan.at(lines.number()) + JsonFaults.here(parser, 1),
                        JsonFaults.notJson(e) + " at column "
                                + parser.currentLocation().getColumnNr());
            }
        }
        plan.add(budget, lines.number());
    }

    /** Reads a text line by line, each line into the same buffer. Used once, by one thread. */
    static final class PlanLines {
        /** In characters; a request for one customer has the same limit in bytes. */
        static final int LONGEST = 16 * 1024;

        private final Reader text;

        // Mutable state
        private final char[] chunk = new char[8 * 1024];
        private int next;
        private int end;
        private final char[] line = new char[LONGEST];
        private int length;
        private long number;

        PlanLines(Reader text) {
            this.text = text;
        }

        /** Goes to the next line, from number 1; false if there is none. */
        boolean next() throws IOException {
            if (next == end && !fill()) return false;
            length = 0;
            number++;
            do {
                while (next < end) {
                    var c = chunk[next++];
                    if (c == '\n') return true;
                    if (length < LONGEST) line[length] = c;
                    length++;
                }
            } while (fill());
            return true;
        }

        private boolean fill() throws IOException {
            next = 0;
            end = Math.max(0, text.read(chunk, 0, chunk.length));
            return end > 0;
        }

        long number() {
            return number;
        }

        /** Reads this line; valid until the next one is read. */
        JsonParser parser() throws IOException {
            return JsonValue.FACTORY.createParser(line, 0, length());
        }

        private int length() {
            return Math.min(length, LONGEST);
        }

        boolean isTooLong() {
            return length > LONGEST;
        }

        boolean has(char wanted) {
            for (var i = 0; i < length(); i++) if (line[i] == wanted) return true;
            return false;
        }

        CharSequence text() {
            return CharBuffer.wrap(line, 0, length());
        }
    }
}
