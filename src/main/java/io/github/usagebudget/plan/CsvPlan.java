package io.github.usagebudget.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.usagebudget.reading.BudgetDraft;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A plan that is a table (RFC 4180): a header, and a row for each budget. Blank lines are passed over. Immutable. */
final class CsvPlan {
    private static final List<String> SHORT_HEADER = List.of("customerTenantId", "amount");
    private static final List<String> LONG_HEADER = List.of("customerTenantId", "amount", "removeBudget");
    /** RFC 8259, 6: the same amounts as in JSON, and nothing that one country reads as a hundred and another as a hundred thousand. */
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    PlanDraft read(Reader text) {
        var plan = new PlanDraft("line ");
        var handler = new CsvRow.Handler();
        var rows = CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(PlanLines.LONGEST)
                .build(handler, text)
                .iterator();
        try {
            readTable(rows, plan);
        } catch (CsvParseException e) {
            // with a cause it is no fault of the plan's; and its message quotes the input
            if (e.getCause() != null) throw e;
            plan.faults()
                    .add(
                            plan.at(handler.line()),
                            "has a quote that is not closed, text after a closing quote, or a field far too long; "
                                    + "nothing was read from there on");
        }
        return plan;
    }

    private static void readTable(Iterator<CsvRow> rows, PlanDraft plan) {
        var header = rows.hasNext() ? rows.next() : new CsvRow(1, List.of(), false, false);
        if (!SHORT_HEADER.equals(header.fields()) && !LONG_HEADER.equals(header.fields())) {
            plan.faults()
                    .add(
                            plan.at(header.line()),
                            "must be the header " + String.join(",", SHORT_HEADER) + " or "
                                    + String.join(",", LONG_HEADER) + ", in UTF-8; nothing else was read");
            return;
        }
        while (rows.hasNext()) readRow(rows.next(), header.fields().size(), plan);
    }

    private static void readRow(CsvRow row, int columns, PlanDraft plan) {
        var budget = plan.budget(row.line(), "empty");
        if (row.garbled()) budget.fault("is not UTF-8");
        else if (row.quoteInside()) budget.fault("has a quote inside a field that does not begin with one");
        else if (row.fields().size() != columns) budget.fault("must have " + columns + " fields, as the header has");
        else readFields(row.fields(), budget);
        plan.add(budget, row.line());
    }

    private static void readFields(List<String> fields, BudgetDraft budget) {
        LONG_HEADER.forEach(budget::sees);
        budget.customer(Optional.of(fields.get(0)));
        var amount = fields.get(1);
        if (amount.isEmpty()) budget.noAmount();
        else budget.amount(Optional.of(amount).filter(CsvPlan::isNumber));
        if (fields.size() > 2 && !fields.get(2).isEmpty()) budget.removeBudget(flag(fields.get(2)));
        budget.checkTogether();
    }

    private static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    private static Optional<Boolean> flag(String field) {
        return switch (field) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
