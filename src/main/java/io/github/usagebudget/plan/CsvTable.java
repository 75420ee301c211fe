package io.github.usagebudget.plan;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Writes a table (RFC 4180) in the form that spreadsheets read best: in UTF-8 with a byte order mark, rows that end with CR LF, and no text
 * that a spreadsheet would read as a formula. One per table; not thread-safe.
 */
final class CsvTable {
    /** A spreadsheet reads a text with such a start as a formula: https://owasp.org/www-community/attacks/CSV_Injection */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final CsvDialect dialect;
    private final StringBuilder text = new StringBuilder("\uFEFF");

    CsvTable(CsvDialect dialect) {
        this.dialect = dialect;
    }

    /** @param fields each a text, a number, or an {@link Optional} of either */
    void row(Object... fields) {
        for (var i = 0; i < fields.length; i++) {
            if (i > 0) text.append(dialect.separator());
            add(fields[i]);
        }
        text.append("\r\n");
    }

    private void add(Object field) {
        if (field instanceof Optional<?> optional) optional.ifPresent(this::add);
        else if (field instanceof BigDecimal number)
            text.append(number.toPlainString().replace('.', dialect.decimalSign()));
        else addText(escaped(field.toString()));
    }

    /** Adds a leading apostrophe, which {@link CsvPlan} removes. A text that already looks escaped gets another one. */
    static String escaped(String field) {
        if (field.isEmpty()) return field;
        var first = field.charAt(0);
        var second = field.length() > 1 ? field.charAt(1) : ' ';
        var looksEscaped = first == '\'' && (second == '\'' || FORMULA_STARTS.indexOf(second) >= 0);
        return looksEscaped || FORMULA_STARTS.indexOf(first) >= 0 ? "'" + field : field;
    }

    private void addText(String field) {
        if (field.chars().noneMatch(c -> c == '"' || c == ',' || c == ';' || c == '\r' || c == '\n'))
            text.append(field);
        else text.append('"').append(field.replace("\"", "\"\"")).append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
