package io.github.usagebudget.budget;

import java.util.regex.Pattern;

/** The form of a currency's code (ISO 4217). Stateless. */
public final class CurrencyCode {
    private static final Pattern FORM = Pattern.compile("[A-Z]{3}");

    private CurrencyCode() {}

    /** Whether a text can be a currency's code: three upper-case letters. */
    public static boolean is(String text) {
        return FORM.matcher(text).matches();
    }
}
