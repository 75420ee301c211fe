package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message from the queue: whoever may write there is no more trusted than whoever may send a plan. */
class BatchMessageTest {
    private static final String MESSAGE = """
            {"runId":"490b933b-665c-4ac2-b7e7-c3ba6ee07cfd","planVersion":"sha256:39","reports":"budgets/reports",\
            "correlationId":"4c612476-f468-4925-a862-39b1d93875c8","dryRun":false,"batch":1,"batches":3,"budgets":BUDGETS}""";

    private static final String BUDGET =
            "{\"customerTenantId\":\"4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04\",\"amount\":90.10";

    @Test
    void is_read_as_it_was_written() {
        var read = BatchMessage.read(message("[" + BUDGET + "}]"));
        assertThat(read.batch()).isEqualTo(1);
        assertThat(read.plan().budgets())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.amount().orElseThrow().plain()).isEqualTo("90.10"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    says a field twice | [BUDGET,"amount":5}]
                    has no budget      | []
                    has no list        | {}
                    has nothing        | null
                    """)
    void is_refused_whole_where_it(String what, String budgets) {
        var text = message(budgets.replace("BUDGET", BUDGET));
        assertThatThrownBy(() -> BatchMessage.read(text)).hasMessageContaining("no batch of a budget plan");
    }

    private static String message(String budgets) {
        return MESSAGE.replace("BUDGETS", budgets);
    }
}
