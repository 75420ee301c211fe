package io.github.usagebudget.plan;

import io.github.usagebudget.budget.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * How a table is written. Spreadsheets write commas between values and dots before decimals, or, in locales with a decimal comma,
 * semicolons and commas. A file never mixes the two.
 */
public enum CsvDialect {
    COMMA(',', "comma", '.', "1234.50"),
    SEMICOLON(';', "semicolon", ',', "1234,50");

    private static final String ID = "customertenantid";

    final char separator;
    final String separatorName;
    final char decimalSign;
    /** A number in this dialect. */
    final String example;

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

    /**
     * A number in a table. Only plain digits are accepted, because a spreadsheet writes numbers in the format of the user's country: 100.000
     * is a hundred in one country and a hundred thousand in another. Stateless.
     */
    static final class CsvNumber {
        /** RFC 8259, section 6, without an exponent; {@code %s} is the decimal sign. */
        private static final String PLAIN = "-?(?:0|[1-9][0-9]*)(?:%s[0-9]+)?";

        private static final Pattern WITH_DOT = Pattern.compile(PLAIN.formatted("\\."));
        private static final Pattern WITH_COMMA = Pattern.compile(PLAIN.formatted(","));
        private static final Pattern EXPONENT = Pattern.compile("[-+0-9.,]*[0-9][eE][-+]?[0-9]+");
        private static final Pattern SPLIT_BY_APOSTROPHES = Pattern.compile("[0-9]['’][0-9]");
        private static final Pattern LEADING_ZERO = Pattern.compile("-?0[0-9].*");

        private static final int LONGEST_SHOWN = 40;
        /** {@code 100 EURO} has four. A text with more letters can be a name or even a secret, so it is not shown. */
        private static final int MOST_LETTERS = 5;

        private CsvNumber() {}

        /** The number in JSON's grammar; empty if the field is not plain digits. */
        static Optional<String> plain(String field, CsvDialect dialect) {
            var plain = dialect == CsvDialect.COMMA ? WITH_DOT : WITH_COMMA;
            return plain.matcher(field).matches()
                    ? Optional.of(field.replace(dialect.decimalSign, '.'))
                    : Optional.empty();
        }

        /** What was found instead of a number, what is wrong with it, and what to write. */
        static String fault(String field, CsvDialect dialect) {
            return safe(field) + " " + wrong(field, dialect) + ": write plain digits, with a "
                    + (dialect == CsvDialect.COMMA ? "dot" : "comma") + " before the decimals, such as "
                    + dialect.example;
        }

        /** The field in the form in which a fault can show it. */
        static String safe(String field) {
            if (field.codePoints().filter(Character::isLetter).count() > MOST_LETTERS) return "the text";
            return '"' + SafeText.of(field, LONGEST_SHOWN) + '"';
        }

        /** Names the invisible character around a field that is else one of these words, in any letter case. */
        static Optional<String> unseenBeside(List<String> words, String field) {
            var bare = SafeText.trimmed(field);
            if (words.stream().noneMatch(bare::equalsIgnoreCase)) return Optional.empty();
            var unseen = field.startsWith(bare) ? field.codePointBefore(field.length()) : field.codePointAt(0);
            return Optional.of("has " + name(unseen));
        }

        private static String wrong(String field, CsvDialect dialect) {
            if (field.startsWith("#")) return "is what a sheet shows if a formula fails or a column is too narrow";
            if (field.startsWith("=")) return "is a formula, not its result";
            if (EXPONENT.matcher(field).matches()) return "has an exponent, which drops digits";
            if (has(field, c -> Character.getType(c) == Character.CURRENCY_SYMBOL)) return "has a currency sign";
            if (has(field, Character::isLetter)) return "has letters";
            if (SPLIT_BY_APOSTROPHES.matcher(field).find()) return "has a thousands separator";
            var odd = field.codePoints().filter(CsvNumber::isOdd).findFirst();
            if (odd.isPresent()) return "has " + name(odd.getAsInt());
            if (field.indexOf('.') >= 0 && dialect == CsvDialect.SEMICOLON)
                return "has a dot, which can stand before decimals or between thousands in a file with semicolons";
            if (field.indexOf(',') >= 0 && dialect == CsvDialect.COMMA)
                return field.indexOf('.') >= 0
                        ? "has a thousands separator"
                        : "has a comma, which can stand before decimals or between thousands";
            if (field.indexOf(dialect.decimalSign) != field.lastIndexOf(dialect.decimalSign))
                return "has a thousands separator";
            if (LEADING_ZERO.matcher(field).matches()) return "begins with a zero";
            return "is not a plain number";
        }

        private static boolean has(String field, IntPredicate kind) {
            return field.codePoints().anyMatch(kind);
        }

        private static boolean isOdd(int c) {
            return (c < '0' || c > '9') && ",.-+".indexOf(c) < 0;
        }

        private static String name(int c) {
            if (Character.getType(c) == Character.FORMAT || Character.isSpaceChar(c) || Character.isWhitespace(c))
                return "a %s (U+%04X)".formatted(spoken(c), c);
            return switch (c) {
                case '\'', '’' -> "an apostrophe";
                case '%' -> "a percent sign";
                case '(', ')' -> "brackets";
                default -> "a character that is not part of a number (U+%04X)".formatted(c);
            };
        }

        private static String spoken(int c) {
            return c == '\t'
                    ? "tab"
                    : Character.isISOControl(c)
                            ? "line break"
                            : String.valueOf(Character.getName(c)).toLowerCase(Locale.ROOT);
        }
    }
}
