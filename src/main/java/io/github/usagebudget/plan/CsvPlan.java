package io.github.usagebudget.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.CsvDialect.CsvNumber;
import io.github.usagebudget.plan.FieldRules.FieldValue;
import io.github.usagebudget.plan.NdjsonPlan.PlanLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads a plan as a table (RFC 4180) that a spreadsheet wrote: a header, and a row for each budget. Empty rows are ignored. Used once. */
final class CsvPlan {
    /** The characters of a row without values. */
    private static final String BLANKS = ",;\t \"\r\n";

    private static final List<String> OPTIONAL =
            List.of("removeBudget", "expectedAmount", "companyName", "currency", "domain", "usage", "percentUsed");

    /** The value of expectedAmount that means no budget. */
    static final String NO_BUDGET = "none";

    private final CsvDialect dialect;
    private final PlanDraft plan;

    private CsvPlan(CsvDialect dialect, PlanDraft plan) {
        this.dialect = dialect;
        this.plan = plan;
    }

    static void read(Reader text, PlanDraft plan) throws IOException {
        var buffered = new BufferedReader(text);
        new CsvPlan(CsvDialect.of(start(buffered)), plan).read(buffered);
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

    private void read(Reader text) {
        var handler = new CsvRow.Handler();
        var rows = CsvReader.builder()
                .fieldSeparator(dialect.separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(PlanLines.LONGEST)
                .build(handler, text)
                .iterator();
        try {
            readTable(rows);
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

    private void readTable(Iterator<CsvRow> rows) {
        Optional<CsvHeader> header = Optional.empty();
        while (rows.hasNext()) {
            var row = rows.next();
            if (row.isBlank()) continue;
            if (header.isPresent()) readRow(row, header.get());
            else {
                header = CsvHeader.read(row, plan);
                if (header.isEmpty()) return;
            }
        }
    }

    private void readRow(CsvRow row, CsvHeader header) {
        var id = header.value("customerTenantId", row).orElse("");
        if (CsvHeader.isIgnored(id) && !row.garbled()) return;
        var budget = plan.budget(row.line(), "empty");
        var fault = row.fault().or(() -> header.fault(row, dialect));
        if (fault.isPresent()) budget.fault(fault.get());
        else readFields(row, header, budget);
        plan.add(budget, row.line());
    }

    private void readFields(CsvRow row, CsvHeader header, BudgetFields budget) {
        budget.noteField("customerTenantId");
        budget.noteField("amount");
        var id = header.value("customerTenantId", row).orElse("");
        var error = CsvHeader.formulaError(id);
        if (error.isPresent()) budget.fault("customerTenantId", error.get());
        else budget.check("customerTenantId", FieldValue.text(SafeText.trimmed(id)));
        readAmount(header.value("amount", row).orElse(""), budget);
        for (var field : OPTIONAL)
            header.value(field, row)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> readOptional(field, value, budget));
        budget.checkTogether();
    }

    private void readOptional(String field, String value, BudgetFields budget) {
        budget.noteField(field);
        switch (field) {
            case "removeBudget" -> readFlag(value, budget);
            case "expectedAmount" -> readExpected(value, budget);
            case "companyName", "currency" -> budget.check(field, FieldValue.text(CsvTable.unescaped(value)));
            default -> {} // for people who read the plan
        }
    }

    private void readAmount(String field, BudgetFields budget) {
        if (field.isEmpty()) budget.check("amount", FieldValue.NOTHING);
        else if (field.equalsIgnoreCase(NO_BUDGET))
            budget.fault(
                    "amount", "is not an amount: to remove the budget, leave it empty and write true in removeBudget");
        else readNumber("amount", field, "", budget);
    }

    private void readExpected(String field, BudgetFields budget) {
        var unseen = CsvNumber.unseenBeside(List.of(NO_BUDGET), field);
        if (field.equalsIgnoreCase(NO_BUDGET)) budget.check("expectedAmount", FieldValue.NOTHING);
        else if (unseen.isPresent())
            budget.fault("expectedAmount", CsvNumber.safe(field) + " " + unseen.get() + ": write none for no budget");
        else readNumber("expectedAmount", field, ", or none for no budget", budget);
    }

    /** @param otherwise the end of a fault */
    private void readNumber(String name, String field, String otherwise, BudgetFields budget) {
        CsvNumber.plain(field, dialect)
                .ifPresentOrElse(
                        number -> budget.check(name, FieldValue.number(number)),
                        () -> budget.fault(name, CsvNumber.fault(field, dialect) + otherwise));
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
