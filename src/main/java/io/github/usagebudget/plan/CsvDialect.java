package io.github.usagebudget.plan;

import java.util.Locale;

/**
 * How a table is written. Spreadsheets write commas between values and dots before decimals, or, in locales with a decimal comma,
 * semicolons and commas. A file never mixes the two.
 */
public enum CsvDialect {
    COMMA(',', "comma", '.', "1234.50"),
    SEMICOLON(';', "semicolon", ',', "1234,50");

    private static final String ID = "customertenantid";

    private final char separator;
    private final String separatorName;
    private final char decimalSign;
    private final String example;

    CsvDialect(char separator, String separatorName, char decimalSign, String example) {
        this.separator = separator;
        this.separatorName = separatorName;
        this.decimalSign = decimalSign;
        this.example = example;
    }

    /**
     * Decides by the separator next to the id in the header, because other column names can contain either sign. Without an id there, the
     * more frequent sign decides.
     */
    static CsvDialect of(String header) {
        var at = header.toLowerCase(Locale.ROOT).indexOf(ID);
        if (at >= 0) {
            var after = firstOf(header.substring(at + ID.length()));
            var before =
                    firstOf(new StringBuilder(header.substring(0, at)).reverse().toString());
            if (after == ';' || before == ';') return SEMICOLON;
            if (after == ',' || before == ',') return COMMA;
        }
        return count(header, ';') > count(header, ',') ? SEMICOLON : COMMA;
    }

    /** The first character that is not a space or a quote. */
    private static char firstOf(String text) {
        var i = 0;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '"')) i++;
        return i < text.length() ? text.charAt(i) : ' ';
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    char separator() {
        return separator;
    }

    String separatorName() {
        return separatorName;
    }

    char decimalSign() {
        return decimalSign;
    }

    /** A number in this dialect. */
    String example() {
        return example;
    }
}
