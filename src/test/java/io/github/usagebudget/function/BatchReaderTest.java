package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.function.BatchMessage.ReportFolder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message from the queue is checked as strictly as a plan. */
class BatchReaderTest {
    private static final String BUDGET =
            "{\"customerTenantId\":\"4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04\",\"amount\":90.10}";

    /** A message of the first release. Messages can be in the queue while the app is upgraded. */
    private static final String MESSAGE = """
            {"runId":"490b933b-665c-4ac2-b7e7-c3ba6ee07cfd","planVersion":"sha256:39ab","correlationId":\
            "4c612476-f468-4925-a862-39b1d93875c8","dryRun":false,"reports":"budgets/reports","batch":1,"batches":3,\
            "budgets":[""" + BUDGET + "]}";

    @Test
    void a_message_of_the_first_release_is_read() {
        var batch = read(MESSAGE);
        assertThat(batch.runId()).isEqualTo("490b933b-665c-4ac2-b7e7-c3ba6ee07cfd");
        assertThat(batch.correlationId()).hasToString("4c612476-f468-4925-a862-39b1d93875c8");
        assertThat(batch.dryRun()).isFalse();
        assertThat(batch.plan().version()).isEqualTo("sha256:39ab");
        assertThat(batch.plan().budgets())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.amount().orElseThrow().toString()).isEqualTo("90.10"));
        assertThat(batch.plan().pointers().amount().apply(0)).isEqualTo("/budgets/0/amount");
    }

    @Test
    void a_budget_set_by_the_default_is_marked() {
        var message = MESSAGE.replace("90.10}", "90.10,\"expectedAmount\":null,\"default\":true}");
        assertThat(read(message).plan().budgets())
                .singleElement()
                .satisfies(change -> assertThat(change.isDefault()).isTrue());
        var another = MESSAGE.replace("90.10}", "90.10,\"default\":false}");
        assertThat(read(another).plan().budgets())
                .singleElement()
                .satisfies(change -> assertThat(change.isDefault()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            # instead of            | stands                             | pointer         | detail
            "dryRun":false,         | ''                                 | /dryRun         | is missing
            "dryRun":false          | "dryRun":"false"                   | /dryRun         | must be true or false
            "dryRun":false          | "dryRun":null                      | /dryRun         | must be true or false
            "dryRun":false          | "dryRun":false,"dry_run":true      | /dry_run        | is not known: did you mean dryRun?
            "dryRun":false          | "dryRun":false,"a/b":1             | /a~1b           | is not known
            "dryRun":false          | "dryRun":false,"dryRun":true       | ''              | must be a JSON object that has each name once
            "runId":                | "runId":1,"x":                     | /runId          | must be a GUID
            490b933b-665c-4ac2-b7e7 | ../..                              | /runId          | must be a GUID
            4c612476-f468           | zz                                 | /correlationId  | must be a GUID
            sha256:39ab             | 39ab                               | /planVersion    | must be the digest of a plan
            "batch":1               | "batch":0                          | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":1.5                        | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":"1"                        | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":4                          | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":-1                         | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":1.0                        | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":1e0                        | /batch          | must be a whole number from 1 to 3, in plain digits
            "batch":1               | "batch":1E+999999999               | /batch          | must be a whole number from 1 to 3, in plain digits
            "batches":3             | "batches":1000000                  | /batches        | must be a whole number from 1 to 999999, in plain digits
            "batches":3             | "batches":3e2                      | /batches        | must be a whole number from 1 to 999999, in plain digits
            "batches":3             | "batches":99999999999999999999     | /batches        | must be a whole number from 1 to 999999, in plain digits
            "dryRun":false          | "DryRun":false                     | /DryRun         | is not known: write dryRun
            "runId":                | "runID":                           | /runID          | is not known: write runId
            "batches":3             | "batchess":3                       | /batchess       | is not known: did you mean batches?
            "batches":3             | "batches":03                       | /batches        | is not JSON at line 1, column
            "amount":90.10          | "amount":90,10                     | /budgets/0/amount | is not JSON at line 1, column
            "batches":3,            | ''                                 | /batches        | is missing
            "reports":"budgets/reports", | ''                            | /reports        | is missing
            "reports":"budgets/reports" | "reports":["budgets/reports"]  | /reports        | must be in the folder of BUDGET_REPORT_BLOB, budgets/reports
            budgets/reports         | budgets/../config                  | /reports        | must be in the folder of BUDGET_REPORT_BLOB, budgets/reports
            "budgets":[             | "budgets":[7,                      | /budgets/0      | must be a JSON object
            "amount":90.10          | "amount":90.101                    | /budgets/0/amount | must have at most 2 decimals
            "amount":90.10          | "amount":"90.10"                   | /budgets/0/amount | must be a number: write it without quotes
            "amount":90.10          | "amount":90.10,"default":true          | /budgets/0/default | must be true only with an amount, and with expectedAmount null
            "amount":90.10          | "amount":90.10,"expectedAmount":9,"default":true | /budgets/0/default | must be true only with an amount, and with expectedAmount null
            "amount":90.10          | "amount":null,"removeBudget":true,"expectedAmount":null,"default":true | /budgets/0/default | must be true only with an amount, and with expectedAmount null
            "amount":90.10          | "amount":90.10,"default":"true"        | /budgets/0/default | must be true or false: write it without quotes
            "amount":90.10          | "amount":90.10,"default":null          | /budgets/0/default | must be true or false
            "amount":90.10          | "amount":90.10,"currency":"EUR"        | /budgets/0/currency | is not known
            4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04 | *                         | /budgets/0/customerTenantId | must be a GUID as text
            "batches":3             | "batches":3,"defaultAmount":5          | /defaultAmount  | is not known
            "amount":90.10          | "amount":90.10,"ammount":1         | /budgets/0/ammount | is not known: did you mean amount?
            "budgets":[             | "budget":[                         | /budget         | is not known: did you mean budgets?
            """)
    void each_fault_is_reported_with_its_place(String instead, String stands, String pointer, String detail) {
        assertThat(MESSAGE).contains(instead);
        assertThat(faults(MESSAGE.replace(instead, stands))).anySatisfy(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).startsWith(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                  | must be a list of budgets that is not empty
            {}                  | must be a list of budgets that is not empty
            null                | must be a list of budgets that is not empty
            "none"              | must be a list of budgets that is not empty
            """)
    void a_batch_without_budgets_is_refused(String budgets, String detail) {
        assertThat(faults(MESSAGE.replaceFirst("\\[.*]", budgets))).containsExactly(new FieldFault("/budgets", detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         | must be a JSON object that has each name once
            null       | must be a JSON object that has each name once
            5          | must be a JSON object that has each name once
            []         | must be a JSON object that has each name once
            {} {}      | must be a JSON object that has each name once
            {          | is not JSON at line 1, column 2
            <html>     | is not JSON at line 1, column
            not base64 | is not JSON at line 1, column
            """)
    void text_that_is_not_a_json_object_is_refused(String text, String why) {
        assertThat(faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEmpty();
            assertThat(fault.detail()).startsWith(why);
        });
    }

    @Test
    void a_number_that_is_too_long_is_named() {
        assertThat(faults(MESSAGE.replace("90.10", "9".repeat(2_000))))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/budgets/0/amount");
                    assertThat(fault.detail()).startsWith("has too long a number");
                });
    }

    @Test
    void the_largest_batch_numbers_are_accepted() {
        var last = MESSAGE.replace("\"batch\":1,\"batches\":3", "\"batches\":999999,\"batch\":999999");
        assertThat(read(last).plan().budgets()).hasSize(1);
    }

    @Test
    void the_path_of_a_report_has_at_most_1024_characters() {
        // 980 characters, the run, two slashes and 1.json
        var folder = "b".repeat(980);
        var longest = MESSAGE.replace("budgets/reports", folder);
        assertThat(new BatchReader()
                        .read(longest, new ReportFolder(folder))
                        .plan()
                        .budgets())
                .hasSize(1);
        var failure = catchThrowableOfType(
                BudgetFailure.class,
                () -> new BatchReader()
                        .read(
                                longest.replace("\"batch\":1,\"batches\":3", "\"batch\":10,\"batches\":10"),
                                new ReportFolder(folder)));
        assertThat(failure.faults())
                .containsExactly(new FieldFault(
                        "/reports", "must be shorter: the report's path may have 1024 characters, and has 1025"));
    }

    @Test
    void a_refused_message_names_its_run_if_it_has_one() {
        var reader = new BatchReader();
        assertThat(reader.runId()).isEmpty();
        catchThrowableOfType(
                BudgetFailure.class,
                () -> reader.read(MESSAGE.replace("false", "null"), new ReportFolder("budgets/reports")));
        assertThat(reader.runId()).contains("490b933b-665c-4ac2-b7e7-c3ba6ee07cfd");
        assertThat(reader.correlationId()).contains("4c612476-f468-4925-a862-39b1d93875c8");
        var another = new BatchReader();
        catchThrowableOfType(BudgetFailure.class, () -> another.read("{\"runId\":\"../x\"}", new ReportFolder("b")));
        assertThat(another.runId()).isEmpty();
        assertThat(another.correlationId()).isEmpty();
    }

    @Test
    void every_fault_is_listed() {
        assertThat(faults("{\"x\":1}"))
                .extracting(FieldFault::pointer)
                .containsExactlyInAnyOrder(
                        "/x",
                        "/runId",
                        "/planVersion",
                        "/correlationId",
                        "/reports",
                        "/batch",
                        "/batches",
                        "/dryRun",
                        "/budgets");
    }

    @Test
    void a_message_of_48_KiB_is_read_and_a_longer_one_is_not() {
        var spaces = " ".repeat(48 * 1024 - MESSAGE.length());
        assertThat(read(MESSAGE + spaces).plan().budgets()).hasSize(1);
        assertThat(faults(MESSAGE + spaces + " "))
                .containsExactly(new FieldFault("", "must have at most 49152 bytes, and has 49153"));
    }

    private static BatchReader.Batch read(String text) {
        return new BatchReader().read(text, new ReportFolder("budgets/reports"));
    }

    private static List<FieldFault> faults(String text) {
        var failure = catchThrowableOfType(BudgetFailure.class, () -> read(text));
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_REQUEST);
        return failure.faults();
    }
}
