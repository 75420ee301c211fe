package io.github.usagebudget.plan;

import java.util.Locale;
import java.util.Set;

/**
 * The error values that a spreadsheet shows if a formula fails, in English and German:
 * https://support.microsoft.com/office/error-type-function-10958677-7c8d-44f7-ae77-b9a9ee6eefaa. They start with #, as ignored rows and
 * columns do. Stateless.
 */
final class SheetError {
    private static final Set<String> ERRORS = Set.of(
            "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#NV", "#BEZUG!",
            "#WERT!");

    private SheetError() {}

    static boolean is(String field) {
        return ERRORS.contains(CsvRow.bare(field).toUpperCase(Locale.ROOT));
    }

    /** The detail of a fault for an error value. */
    static String fault(String field) {
        return "is " + CsvRow.bare(field) + ", which a sheet shows if a formula fails";
    }
}
