package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.usagebudget.budget.BudgetAmount;
import java.io.IOException;

/** Explains why a text is not JSON. Jackson's own message is not used, because it quotes the text. Stateless. */
public final class NotJson {
    private NotJson() {}

    /**
     * Why, and where: at the parser's position, because the parser reads ahead of its caller.
     *
     * @param json the parser, where it stopped
     */
    public static String detail(IOException e, JsonParser json) {
        var at = json.currentLocation();
        return detail(e) + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** The reason without the place. */
    public static String detail(IOException e) {
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
