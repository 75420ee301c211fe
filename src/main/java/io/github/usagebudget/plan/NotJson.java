package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.usagebudget.budget.BudgetAmount;
import java.io.IOException;

/** Why a text cannot be read on as JSON, in our own words: Jackson's message quotes the text. Stateless. */
public final class NotJson {
    private NotJson() {}

    /**
     * And where: the parser's own place, because it reads ahead of us.
     *
     * @param json where it stopped
     */
    public static String detail(IOException e, JsonParser json) {
        var at = json.currentLocation();
        return detail(e) + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** The beginning of a sentence that ends with the place. */
    public static String detail(IOException e) {
        return e instanceof StreamConstraintsException beyond ? beyondLimits(beyond) : "is not JSON";
    }

    /** The limit is told by the message alone: the class {@code StreamReadConstraints} of Jackson 2.15 and later writes it. */
    private static String beyondLimits(StreamConstraintsException e) {
        var message = e.getOriginalMessage();
        if (message.startsWith("Number"))
            return "has too long a number (an amount has at most " + BudgetAmount.INTEGER_DIGITS
                    + " integer digits and " + BudgetAmount.DECIMALS + " decimals)";
        return message.contains("depth") ? "is nested too deeply" : "has too long a text";
    }
}
