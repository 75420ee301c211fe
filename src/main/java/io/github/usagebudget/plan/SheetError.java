package io.github.usagebudget.plan;

import java.util.Locale;
import java.util.Set;

/**
 * What a spreadsheet shows in the place of a formula's result that it could not find, in English and German:
 * https://support.microsoft.com/office/error-type-function-10958677-7c8d-44f7-ae77-b9a9ee6eefaa. It begins as what people mark to be ignored
 * does. Stateless.
 */
final class SheetError {
    private static final Set<String> ERRORS = Set.of(
            "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#NV", "#BEZUG!",
            "#WERT!");

    private SheetError() {}

    static boolean is(String field) {
        return ERRORS.contains(CsvRow.bare(field).toUpperCase(Locale.ROOT));
    }

    /** What a fault says of it. */
    static String fault(String field) {
        return "is " + CsvRow.bare(field) + ", which a sheet shows if a formula fails";
    }
}
