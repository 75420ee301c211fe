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

import com.fasterxml.jackson.core.JsonFactory;
import io.github.usagebudget.budget.BudgetFailure.Fault;
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

/** What is the same whatever a plan is written in. */
class PlanReaderTest {
    /** One set to 100.10, two removed, three set to 1e2. */
    private static String plan(PlanFormat format) {
        return switch (format) {
            case JSON ->
                json(
                        entry(ONE, "\"amount\":100.10"),
                        entry(TWO, "\"amount\":null,\"removeBudget\":true"),
                        entry(THREE, "\"amount\":1e2"));
            case NDJSON ->
                entry(ONE, "\"amount\":100.10") + "\n" + entry(TWO, "\"amount\":null,\"removeBudget\":true") + "\n"
                        + entry(THREE, "\"amount\":1e2") + "\n";
            case CSV ->
                "customerTenantId,amount,removeBudget\n" + ONE + ",100.10,\n" + TWO + ",,true\n" + THREE + ",1e2,\n";
        };
    }

    /** As many budgets with a negative amount. */
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

    /** The same rule, the same words. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1                 | must not be negative
            -0.01              | must not be negative
            1.230              | must have at most 2 decimals
            1e-999999999       | must have at most 2 decimals
            1000000000000000   | must have at most 15 integer digits
            1E400              | must have at most 15 integer digits
            1e999999999        | must have at most 15 integer digits
            1e99999999999      | has an exponent that no amount can have
            """)
    void refuses_an_amount_outside_its_limits_in_every_format(String amount, String why) {
        var entry = entry(ONE, "\"amount\":" + amount);
        assertThat(faults(PlanFormat.JSON, json(entry))).containsExactly(new Fault("/budgets/0/amount", why));
        assertThat(faults(PlanFormat.NDJSON, entry)).containsExactly(new Fault("line 1/amount", why));
        assertThat(faults(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + "," + amount))
                .containsExactly(new Fault("line 2/amount", why));
    }

    @ParameterizedTest
    @EnumSource
    void reads_the_same_budgets_in_every_format(PlanFormat format) {
        assertThat(Plans.read(format, plan(format)).budgets())
                .containsExactly(Plans.set(ONE, "100.10"), Plans.removed(TWO), Plans.set(THREE, "1e2"));
    }

    /** However the bytes come in: the byte order mark and every character may be torn. */
    @ParameterizedTest
    @EnumSource
    void reads_a_plan_that_trickles_in(PlanFormat format) {
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
        assertThat(new PlanReader(new JsonFactory()).read(format, trickle).budgets())
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # printf '…' | sha256sum
            JSON,   '{"budgets":[]}',           sha256:12faae7a413fd0cbbf36ef136052605ccdbb40070829073f4536fa13b2628cac
            JSON,   ' {"budgets":[]} ',         sha256:9f174cb51a45864b9e8cf9a54380fbf2d3aab41b923fcf096c9e92e3f2a8659c
            NDJSON, '',                         sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            CSV,    'customerTenantId,amount',  sha256:541f82eb25641b44324a2b39cfcc448e25949a08955863a7f219d9601a11a5bf
            """)
    void names_its_version_after_its_bytes(PlanFormat format, String plan, String version) {
        assertThat(Plans.read(format, plan).version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,   The plan has 1 fault; nothing was written. See errors.
            2,   The plan has 2 faults; nothing was written. See errors.
            100, The plan has 100 faults; nothing was written. See errors.
            101, 'The plan has 101 faults, of which the first 100 are listed; nothing was written. See errors.'
            999, 'The plan has 999 faults, of which the first 100 are listed; nothing was written. See errors.'
            """)
    void lists_the_first_hundred_faults_and_counts_all(int count, String message) {
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
                .extracting(Fault::pointer)
                .startsWith("line 2/amount", "line 3/amount")
                .endsWith("line 100/amount", "line 101/amount");
    }

    @Test
    void reads_a_customer_in_braces_in_every_format_and_takes_it_for_the_same_customer() {
        var braces = "{" + ONE.toUpperCase(java.util.Locale.ROOT) + "}";
        var first = entry(ONE, "\"amount\":1");
        var again = entry(braces, "\"amount\":2");
        assertThat(Plans.read(PlanFormat.JSON, json(again)).budgets()).containsExactly(Plans.set(ONE, "2"));
        assertThat(faults(PlanFormat.JSON, json(first, again)))
                .containsExactly(new Fault("/budgets/1/customerTenantId", "is there already, at /budgets/0"));
        assertThat(faults(PlanFormat.NDJSON, first + "\n" + again))
                .containsExactly(new Fault("line 2/customerTenantId", "is there already, at line 1"));
        assertThat(faults(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + ",1\n" + braces + ",2"))
                .containsExactly(new Fault("line 3/customerTenantId", "is there already, at line 2"));
    }

    @Test
    void names_both_places_of_a_duplicate_customer() {
        var first = entry(ONE, "\"amount\":1");
        var other = entry(TWO, "\"amount\":1");
        var again = entry(ONE.toUpperCase(java.util.Locale.ROOT), "\"amount\":2");
        assertThat(faults(PlanFormat.JSON, json(other, first, again)))
                .containsExactly(new Fault("/budgets/2/customerTenantId", "is there already, at /budgets/1"));
        assertThat(faults(PlanFormat.NDJSON, "\n" + first + "\n\n" + other + "\n" + again))
                .containsExactly(new Fault("line 5/customerTenantId", "is there already, at line 2"));
        assertThat(faults(PlanFormat.CSV, "customerTenantId,amount\n" + ONE + ",1\n" + ONE + ",1\n" + ONE + ",1"))
                .containsExactly(
                        new Fault("line 3/customerTenantId", "is there already, at line 2"),
                        new Fault("line 4/customerTenantId", "is there already, at line 2"));
    }

    @Test
    void finds_a_duplicate_of_a_budget_that_has_another_fault() {
        var plan = entry(ONE, "\"amount\":-1") + "\n" + entry(ONE, "\"amount\":1");
        assertThat(faults(PlanFormat.NDJSON, plan))
                .containsExactly(
                        new Fault("line 1/amount", "must not be negative"),
                        new Fault("line 2/customerTenantId", "is there already, at line 1"));
    }

    @Test
    void keeps_the_pointer_of_a_field_with_a_long_name() {
        var name = "x".repeat(255);
        assertThat(faults(PlanFormat.JSON, "{\"budgets\":[],\"" + name + "\":1}"))
                .containsExactly(new Fault("/" + name, "is not known"));
    }

    @Test
    void shortens_the_pointer_of_a_field_with_an_endless_name() {
        assertThat(faults(PlanFormat.JSON, "{\"budgets\":[],\"" + "x".repeat(10_000) + "\":1}"))
                .containsExactly(new Fault("/" + "x".repeat(254) + "…", "is not known"));
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
        new PlanReader(new JsonFactory()).read(format, plan);
        assertThat(plan.closed).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void says_that_a_plan_cannot_be_read(PlanFormat format) {
        var gone = new IOException("the connection is gone");
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw gone;
            }
        };
        var plan = new SequenceInputStream(new ByteArrayInputStream(plan(format).getBytes(UTF_8)), broken);
        assertThatThrownBy(() -> new PlanReader(new JsonFactory()).read(format, plan))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(gone);
    }
}
