package io.github.usagebudget.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import io.github.usagebudget.budget.SafeText;

/** Pointers into a JSON text (RFC 6901), safe to show although the names in them come from outside. */
public final class JsonPointers {
    /** A name can be as long as the text. */
    private static final int LONGEST_NAME = 256;

    private JsonPointers() {}

    /** RFC 6901, 3. */
    public static String escaped(String name) {
        return SafeText.of(name, LONGEST_NAME).replace("~", "~0").replace("/", "~1");
    }

    /**
     * The position of the parser, cut to a number of levels: a fault names what the reader knows, not what is inside an unknown field.
     *
     * @param levels how many names or indexes the pointer may have
     */
    public static String here(JsonParser json, int levels) {
        var context = json.getParsingContext();
        while (context.getNestingDepth() > levels) context = context.getParent();
        return pointer(context);
    }

    private static String pointer(JsonStreamContext context) {
        if (context.inRoot()) return "";
        var outer = pointer(context.getParent());
        if (context.inArray()) return context.hasCurrentIndex() ? outer + "/" + context.getCurrentIndex() : outer;
        return context.hasCurrentName() ? outer + "/" + escaped(context.getCurrentName()) : outer;
    }
}
