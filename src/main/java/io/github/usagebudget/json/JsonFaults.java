package io.github.usagebudget.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.SafeText;
import java.io.IOException;

/** Where a JSON text has a fault (a pointer of RFC 6901), and why it is not JSON; safe to show, although the text comes from outside. Stateless. */
public final class JsonFaults {
    /** A name can be as long as the text. */
    private static final int LONGEST_NAME = 256;

    private JsonFaults() {}

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

    /** Why a text is not JSON, and where the parser stopped, which reads ahead of its caller. Jackson's own message would quote the text. */
    public static String notJson(IOException e, JsonParser json) {
        var at = json.currentLocation();
        return notJson(e) + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Why a text is not JSON, without the place. */
    public static String notJson(IOException e) {
        return e instanceof StreamConstraintsException beyond ? beyondLimits(beyond) : "is not JSON";
    }

    /** Only the message shows which limit it was. The class {@code StreamReadConstraints} of Jackson 2.15 and later writes it. */
    private static String beyondLimits(StreamConstraintsException e) {
        var message = e.getOriginalMessage();
        if (message.startsWith("Number"))
            return "has too long a number (an amount has at most " + BudgetAmount.INTEGER_DIGITS
                    + " integer digits and " + BudgetAmount.DECIMALS + " decimals)";
        return message.contains("depth") ? "is nested too deeply" : "has too long a text";
    }
}
