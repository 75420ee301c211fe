package io.github.usagebudget.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.CsvDialect.CsvNumber;
import io.github.usagebudget.plan.CsvHeader.SheetError;
import io.github.usagebudget.plan.FieldRules.FieldValue;
import io.github.usagebudget.plan.NdjsonPlan.PlanLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A plan as a table (RFC 4180) that a spreadsheet wrote: a header, and a row for each budget. Empty rows are ignored. Stateless. */
final class CsvPlan {
    /** The characters of a row without values. */
    private static final String BLANKS = ",;\t \"\r\n";

    private static final List<String> OPTIONAL =
            List.of("removeBudget", "expectedAmount", "companyName", "currency", "domain", "usage", "percentUsed");

    /** The value of expectedAmount that means no budget. */
    static final String NO_BUDGET = "none";

    private CsvPlan() {}

    static void read(Reader text, PlanDraft plan) throws IOException {
        var buffered = new BufferedReader(text);
        read(buffered, CsvDialect.of(start(buffered)), plan);
    }

    /** The first line that is not blank, cut at {@link PlanLines#LONGEST}. The text is then at its beginning again. */
    private static String start(BufferedReader text) throws IOException {
        text.mark(PlanLines.LONGEST);
        var start = new StringBuilder();
        var blank = true;
        for (var i = 0; i < PlanLines.LONGEST; i++) {
            var c = text.read();
            if (c < 0 || (c == '\n' || c == '\r') && !blank) break;
            if (BLANKS.indexOf(c) < 0) blank = false;
            if (!blank) start.append((char) c);
        }
        text.reset();
        return start.toString();
    }

    private static void read(Reader text, CsvDialect dialect, PlanDraft plan) {
        var handler = new CsvRow.Handler();
        var rows = CsvReader.builder()
                .fieldSeparator(dialect.separator())
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(PlanLines.LONGEST)
                .build(handler, text)
                .iterator();
        try {
            readTable(rows, dialect, plan);
        } catch (CsvParseException e) {
            // with a cause, the reading failed, not the plan; and the exception's message quotes the input
            if (e.getCause() != null) throw e;
            plan.faults()
                    .add(
                            plan.at(handler.line()),
                            "has a quote that is not closed, text after a closing quote, or a field far too long; "
                                    + "nothing was read from there on");
        }
    }

    private static void readTable(Iterator<CsvRow> rows, CsvDialect dialect, PlanDraft plan) {
        Optional<CsvHeader> header = Optional.empty();
        while (rows.hasNext()) {
            var row = rows.next();
            if (row.isBlank()) continue;
            if (header.isPresent()) readRow(row, header.get(), dialect, plan);
            else {
                header = CsvHeader.read(row, plan);
                if (header.isEmpty()) return;
            }
        }
    }

    private static void readRow(CsvRow row, CsvHeader header, CsvDialect dialect, PlanDraft plan) {
        var id = header.value("customerTenantId", row).orElse("");
        if (CsvHeader.isIgnored(id) && !row.garbled()) return;
        var budget = plan.budget(row.line(), "empty");
        var fault = row.fault().or(() -> header.fault(row, dialect));
        if (fault.isPresent()) budget.fault(fault.get());
        else readFields(row, header, dialect, budget);
        plan.add(budget, row.line());
    }

    private static void readFields(CsvRow row, CsvHeader header, CsvDialect dialect, BudgetFields budget) {
        budget.noteField("customerTenantId");
        budget.noteField("amount");
        var id = header.value("customerTenantId", row).orElse("");
        if (SheetError.is(id)) budget.fault("customerTenantId", SheetError.fault(id));
        else budget.check("customerTenantId", FieldValue.text(SafeText.trimmed(id)));
        readAmount(header.value("amount", row).orElse(""), dialect, budget);
        for (var field : OPTIONAL)
            header.value(field, row)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> readOptional(field, value, dialect, budget));
        budget.checkTogether();
    }

    private static void readOptional(String field, String value, CsvDialect dialect, BudgetFields budget) {
        budget.noteField(field);
        switch (field) {
            case "removeBudget" -> readFlag(value, budget);
            case "expectedAmount" -> readExpected(value, dialect, budget);
            case "companyName", "currency" -> budget.check(field, FieldValue.text(CsvTable.unescaped(value)));
            default -> {} // for people who read the plan
        }
    }

    private static void readAmount(String field, CsvDialect dialect, BudgetFields budget) {
        if (field.isEmpty()) budget.check("amount", FieldValue.NOTHING);
        else if (field.equalsIgnoreCase(NO_BUDGET))
            budget.fault(
                    "amount", "is not an amount: to remove the budget, leave it empty and write true in removeBudget");
        else
            CsvNumber.plain(field, dialect)
                    .ifPresentOrElse(
                            number -> budget.check("amount", FieldValue.number(number)),
                            () -> budget.fault("amount", CsvNumber.fault(field, dialect)));
    }

    private static void readExpected(String field, CsvDialect dialect, BudgetFields budget) {
        if (field.equalsIgnoreCase(NO_BUDGET)) budget.check("expectedAmount", FieldValue.NOTHING);
        else
            CsvNumber.plain(field, dialect)
                    .ifPresentOrElse(
                            number -> budget.check("expectedAmount", FieldValue.number(number)),
                            () -> budget.fault("expectedAmount", noExpected(field, dialect)));
    }

    private static String noExpected(String field, CsvDialect dialect) {
        return CsvNumber.unseenBeside(List.of(NO_BUDGET), field)
                .map(unseen -> CsvNumber.safe(field) + " " + unseen + ": write none for no budget")
                .orElseGet(() -> CsvNumber.fault(field, dialect) + ", or none for no budget");
    }

    private static void readFlag(String field, BudgetFields budget) {
        var isTrue = field.equalsIgnoreCase("true");
        if (isTrue || field.equalsIgnoreCase("false")) budget.check("removeBudget", FieldValue.flag(isTrue));
        else
            budget.fault(
                    "removeBudget",
                    CsvNumber.safe(field) + " "
                            + CsvNumber.unseenBeside(List.of("true", "false"), field)
                                    .orElse("is neither true nor false")
                            + ": write true, or leave it empty");
    }
}
