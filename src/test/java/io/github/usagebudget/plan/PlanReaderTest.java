package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.entry;
import static io.github.usagebudget.plan.Plans.faults;
import static io.github.usagebudget.plan.Plans.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that are the same in every format. */
class PlanReaderTest {
    /** One set to 100.10, two removed, three set to 100. */
    private static String plan(PlanFormat format) {
        return switch (format) {
            case JSON ->
                json(
                        entry(ONE, "\"amount\":100.10"),
                        entry(TWO, "\"amount\":null,\"removeBudget\":true"),
                        entry(THREE, "\"amount\":100"));
            case NDJSON ->
                entry(ONE, "\"amount\":100.10") + "\n" + entry(TWO, "\"amount\":null,\"removeBudget\":true") + "\n"
                        + entry(THREE, "\"amount\":100") + "\n";
            case CSV ->
                "customerTenantId,amount,removeBudget\n" + ONE + ",100.10,\n" + TWO + ",,true\n" + THREE + ",100,\n";
        };
    }

    /** A plan with this many budgets, each with a negative amount. */
    private static String faulty(PlanFormat format, int count) {
        var customers = IntStream.range(0, count).mapToObj("0c1e9a2b-6f33-4a0e-9d51-%012d"::formatted);
        return switch (format) {
            case JSON ->
                json(customers.map(customer -> entry(customer, "\"amount\":-1")).toArray(String[]::new));
            case NDJSON ->
                customers
                        .map(customer -> entry(customer, "\"amount\":-1") + "\n")
                        .collect(Collectors.joining());
            case CSV ->
                "customerTenantId,amount\n"
                        + customers.map(customer -> customer + ",-1\n").collect(Collectors.joining());
        };
    }

    /** Every format reports the same text. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1                 | must not be negative
            -0.01              | must not be negative
            1.230              | must have at most 2 decimals
            1000000000000000   | must have at most 15 integer digits
            """)
    void refuses_an_amount_outside_its_limits_in_every_format(String amount, String why) {
        var entry = entry(ONE, "\"amount\":" + amount);
        assertThat(faults(PlanFormat.JSON, json(entry))).containsExactly(new FieldFault("/budgets/0/amount", why));
        assertThat(faults(PlanFormat.NDJSON, entry)).containsExactly(new FieldFault("line 1/amount", why));
        assertThat(faults(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + "," + amount))
                .containsExactly(new FieldFault("line 2/amount", why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1e-999999999       | must have at most 2 decimals
            1E400              | must have at most 15 integer digits
            1e999999999        | must have at most 15 integer digits
            1e99999999999      | has an exponent that no amount can have
            """)
    void refuses_an_exponent_beyond_the_limits(String amount, String why) {
        var entry = entry(ONE, "\"amount\":" + amount);
        assertThat(faults(PlanFormat.JSON, json(entry))).containsExactly(new FieldFault("/budgets/0/amount", why));
        assertThat(faults(PlanFormat.NDJSON, entry)).containsExactly(new FieldFault("line 1/amount", why));
    }

    /** The digest is the output of {@code printf '…' | sha256sum}. */
    @Test
    void has_the_digest_of_its_bytes_as_its_version() {
        var plan = json(entry(ONE, "\"amount\":1"));
        assertThat(Plans.read(PlanFormat.JSON, plan).version())
                .isEqualTo("sha256:9f9edd202b394cf2280483f65fd2bfb42519487c8f3f00f1039a1b8f51e7bf4a");
        assertThat(Plans.read(PlanFormat.JSON, plan + " ").version())
                .isEqualTo("sha256:9269bb7018e86dac4683e7b043e8d94309f0cd9d5cba0669f3b696fa3ad446ff");
        assertThat(Plans.read(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + ",1\n\n")
                        .version())
                .isEqualTo("sha256:63e35d62a51409eb987aa336d90304a6ad9158e2698a2811129d316faa511deb");
    }

    @ParameterizedTest
    @EnumSource
    void reads_the_same_budgets_in_every_format(PlanFormat format) {
        assertThat(Plans.read(format, plan(format)).budgets())
                .containsExactly(Plans.set(ONE, "100.10"), Plans.removed(TWO), Plans.set(THREE, "100"));
    }

    /** The byte order mark and each character can arrive in several reads. */
    @ParameterizedTest
    @EnumSource
    void reads_a_plan_that_arrives_in_small_pieces(PlanFormat format) {
        var trickle = new FilterInputStream(new ByteArrayInputStream(("\uFEFF" + plan(format)).getBytes(UTF_8))) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(length, 1));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        assertThat(PlanReader.read(format, trickle).budgets()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,   The plan has 1 fault; nothing was written. See errors.
            2,   The plan has 2 faults; nothing was written. See errors.
            100, The plan has 100 faults; nothing was written. See errors.
            101, 'The plan has 101 faults, of which the first 100 are listed; nothing was written. See errors.'
            999, 'The plan has 999 faults, of which the first 100 are listed; nothing was written. See errors.'
            """)
    void lists_the_first_hundred_faults_and_counts_the_rest(int count, String message) {
        for (var format : PlanFormat.values()) {
            var refusal = Plans.refusal(format, faulty(format, count));
            assertThat(refusal.kind()).isEqualTo(MALFORMED_REQUEST);
            assertThat(refusal).hasMessage(message);
            assertThat(refusal.faults()).hasSize(Math.min(count, 100));
        }
    }

    @Test
    void lists_faults_in_the_order_of_the_plan() {
        assertThat(faults(PlanFormat.CSV, faulty(PlanFormat.CSV, 500)))
                .extracting(FieldFault::pointer)
                .startsWith("line 2/amount", "line 3/amount")
                .endsWith("line 100/amount", "line 101/amount");
    }

    @ParameterizedTest
    @EnumSource
    void leaves_the_plan_open(PlanFormat format) {
        var plan = new ByteArrayInputStream(plan(format).getBytes(UTF_8)) {
            private boolean closed;

            @Override
            public void close() {
                closed = true;
            }
        };
        PlanReader.read(format, plan);
        assertThat(plan.closed).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void reports_that_a_plan_cannot_be_read(PlanFormat format) {
        var gone = new IOException("the connection is gone");
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw gone;
            }
        };
        var plan = new SequenceInputStream(new ByteArrayInputStream(plan(format).getBytes(UTF_8)), broken);
        assertThatThrownBy(() -> PlanReader.read(format, plan))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(gone);
    }
}
