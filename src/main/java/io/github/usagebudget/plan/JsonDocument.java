package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.json.JsonPointers;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/** A text with one JSON object, read token by token until the first syntax error. Immutable. */
record JsonDocument(JsonFactory json) {
    /** Of a pointer, such as {@code /budgets/17/amount}. */
    private static final int LEVELS = 3;

    /** Reads one member. The parser is at the first token of the value, and must end there or at the value's last token. */
    interface Members {
        void read(String name, JsonParser json) throws IOException;
    }

    /**
     * Reads each member once. Text that is not a JSON object, not valid JSON or not UTF-8 is a fault.
     *
     * @param required the members that must be present
     */
    void read(PlanText text, List<String> required, PlanFaults faults, Members members) throws IOException {
        try (var parser = json.createParser(text)) {
            try {
                parser.nextToken();
                readObject(parser, required, faults, members);
            } catch (JsonProcessingException e) {
                faults.add(
                        JsonPointers.here(parser, LEVELS),
                        NotJson.detail(e, parser) + "; nothing was read from there on");
            }
        }
        if (text.garbledLine() > 0)
            faults.add("", "is not UTF-8: line " + text.garbledLine() + " has the first wrong byte");
    }

    private static void readObject(JsonParser json, List<String> required, PlanFaults faults, Members members)
            throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            faults.add("", "must be a JSON object");
            return;
        }
        var seen = new HashSet<String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            if (seen.add(name)) members.read(name, json);
            else faults.add(pointer(name), "occurs twice");
            json.skipChildren();
        }
        for (var name : required) if (!seen.contains(name)) faults.add(pointer(name), "is missing");
        if (json.nextToken() != null) faults.add("", "must end after the JSON object");
    }

    /** The pointer of a member. */
    static String pointer(String name) {
        return "/" + JsonPointers.escaped(name);
    }
}
