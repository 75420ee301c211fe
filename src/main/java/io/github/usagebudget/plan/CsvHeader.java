package io.github.usagebudget.plan;

import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.json.JsonFaults;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The columns of a table, in any order. Immutable.
 *
 * @param columns the field that each column holds; {@value #IGNORED} for a column that is ignored, empty for one without a name
 * @param count of all columns; those that are not listed have no name
 */
record CsvHeader(List<String> columns, int count) {
    /** The start of the name of an ignored column, and of the id of an ignored row. */
    static final String IGNORED = "#";

    /**
     * In English and German: https://support.microsoft.com/office/error-type-function-10958677-7c8d-44f7-ae77-b9a9ee6eefaa. They start with
     * #, as ignored rows and columns do.
     */
    private static final Set<String> FORMULA_ERRORS = Set.of(
            "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#NV", "#BEZUG!",
            "#WERT!");

    private static final List<String> REQUIRED = List.of("customerTenantId", "amount");
    private static final String NOTHING_ELSE = "; nothing else was read";
    private static final int LONGEST_NAME = 64;

    private static final Set<String> AMOUNTS = Set.of("amount", "expectedAmount");
    private static final Set<String> TEXTS = Set.of("companyName", "currency", "domain", IGNORED);
    /** A whole number, which can be the part before a decimal comma. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");

    private static final Pattern DECIMALS = Pattern.compile("[0-9]{1,2}");
    /** The last name of a header, and the first id of the row that follows it without a line break. Other names with # are anyone's. */
    private static final Pattern ENDS_IN_ID = Pattern.compile("(" + CsvTable.PROBLEM + "|[^#].*|)" + TextForms.GUID);

    /** By name, in any letter case, because people retype headers. */
    private static final Map<String, String> FIELDS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        for (var field : BudgetFields.PLANNED) FIELDS.put(field, field);
    }

    CsvHeader {
        columns = List.copyOf(columns);
    }

    /** Reads the row of names; empty if it has a fault. */
    static Optional<CsvHeader> read(CsvRow row, PlanDraft plan) {
        var header = new CsvHeader(
                row.fields().stream()
                        .map(SafeText::trimmed)
                        .map(CsvHeader::column)
                        .toList(),
                row.count());
        var before = plan.faults().count();
        var fault = noHeader(row, header.columns);
        if (fault.isPresent()) plan.faults().add(plan.at(row.line()), fault.get() + NOTHING_ELSE);
        else header.check(plan.at(row.line()), plan.faults());
        return plan.faults().count() == before ? Optional.of(header) : Optional.empty();
    }

    private static Optional<String> noHeader(CsvRow row, List<String> columns) {
        if (row.field(0).regionMatches(true, 0, "sep=", 0, 4))
            return Optional.of("is a sep= line: delete it, because the header shows the separator");
        if (row.count() == 1 && row.field(0).indexOf('\t') >= 0)
            return Optional.of("is separated by tabs: save the sheet as CSV, with commas or semicolons");
        if (!row.garbled() && columns.stream().noneMatch(REQUIRED::contains))
            return Optional.of("must be the header: the names of the columns, at least customerTenantId and amount,"
                    + " separated by commas or semicolons");
        if (row.fields().stream().anyMatch(ENDS_IN_ID.asMatchPredicate()))
            return Optional.of(
                    "has a customer's id in the header, because the line breaks are missing: send the file as it is"
                            + " (curl: --data-binary, not -d)");
        return row.goesOn() ? Optional.of("has more than " + CsvRow.MOST_FIELDS + " columns") : row.fault();
    }

    /** The field with this name, or the name itself if there is no such field. */
    private static String column(String name) {
        return isIgnored(name) ? IGNORED : FIELDS.getOrDefault(name, name);
    }

    /**
     * Whether a column with this name, or a row with this id, is ignored. The error value of a failed formula also starts with #, but is
     * not ignored.
     */
    static boolean isIgnored(String name) {
        return name.startsWith(IGNORED) && formulaError(name).isEmpty();
    }

    private void check(String place, PlanFaults faults) {
        var seen = new HashSet<String>();
        var misspelled = new HashSet<String>();
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (column.isEmpty() || column.equals(IGNORED)) continue;
            var pointer = place + "/" + JsonFaults.escaped(column);
            if (!FIELDS.containsKey(column)) {
                var meant = ClosestName.of(column, FIELDS.keySet());
                meant.ifPresent(misspelled::add);
                faults.add(pointer, unknown(i + 1, column, meant));
            } else if (!seen.add(column)) faults.add(pointer, "is the name of two columns" + NOTHING_ELSE);
        }
        seen.addAll(misspelled);
        for (var name : REQUIRED)
            if (!seen.contains(name)) faults.add(place, "lacks the column " + name + NOTHING_ELSE);
    }

    private static String unknown(int number, String name, Optional<String> meant) {
        var error = formulaError(name);
        if (error.isPresent()) return error.get() + ": write the name of column " + number + NOTHING_ELSE;
        return "column " + number + " has a name that is not known, \"" + SafeText.of(name, LONGEST_NAME) + "\": "
                + meant.map("did you mean %s?"::formatted)
                        .orElse("delete it, or write # before its name to have it ignored")
                + NOTHING_ELSE;
    }

    /** The value of a field in a row: an empty text if the row ends before it; empty if the table has no such column. */
    Optional<String> value(String field, CsvRow row) {
        var index = columns.indexOf(field);
        return index < 0 ? Optional.empty() : Optional.of(row.field(index));
    }

    /**
     * What is wrong with the number of fields in a row. A row can have fewer than the header, because spreadsheets leave out empty fields
     * at the end. One field too many can be an amount that a decimal comma split.
     */
    Optional<String> fault(CsvRow row, CsvDialect dialect) {
        if (row.count() > count)
            return Optional.of("has " + row.count() + " fields, and the header has " + count + ": put a text with a "
                    + dialect.separatorName + " in quotes, and write amounts such as " + dialect.example);
        for (var i = 0; i < columns.size(); i++)
            if (columns.get(i).isEmpty() && !row.field(i).isEmpty()) return Optional.of(nameless(i + 1));
        if (row.goesOn()) return Optional.of(nameless(CsvRow.MOST_FIELDS + 1));
        return dialect == CsvDialect.COMMA ? decimalComma(row) : Optional.empty();
    }

    /** Finds an amount that a decimal comma split, if the next column is optional or ignored text. No other check finds it there. */
    private Optional<String> decimalComma(CsvRow row) {
        for (var i = 0; i + 1 < columns.size(); i++) {
            var amount = row.field(i);
            var next = row.field(i + 1);
            if (AMOUNTS.contains(columns.get(i))
                    && TEXTS.contains(columns.get(i + 1))
                    && WHOLE.matcher(amount).matches()
                    && DECIMALS.matcher(next).matches()
                    && !row.quoted().get(i + 1))
                return Optional.of("can mean " + amount + "." + next + " or " + amount + ", because a field of " + next
                        + " follows the number: write " + amount + "." + next + " or " + amount + ".00, or put " + next
                        + " in quotes");
        }
        return Optional.empty();
    }

    private static String nameless(int column) {
        return "has a value in column " + column
                + " or after it, where the header is empty: write a name there that starts with #, or delete the value";
    }

    /** The fault of a field that shows the error of a formula; empty for any other field. */
    static Optional<String> formulaError(String field) {
        var bare = SafeText.trimmed(field);
        return FORMULA_ERRORS.contains(bare.toUpperCase(Locale.ROOT))
                ? Optional.of("is " + bare + ", which a sheet shows if a formula fails")
                : Optional.empty();
    }
}
