package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.TWO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever bytes are taken for a plan: they are one, or they are refused, and no fault says more than where and what rule. */
class AnyPlanTest {
    /** All that a fault may say. A value of the plan has no place in it. */
    private static final Pattern WORDS = Pattern.compile(
            String.join(
                    "|",
                    "is (missing|not known(: (write|did you mean) \\w+\\??)?|there twice|not UTF-8)",
                    "is there already, at (line \\d+|/budgets/\\d+)",
                    "is (null|empty), which removes the budget: that needs removeBudget true",
                    "is not JSON at column \\d+",
                    "is not JSON at line \\d+, column \\d+; nothing was read from there on",
                    "must be (a JSON object|a list of budgets|(a number|true or false)(: write it without quotes)?)",
                    "must be a GUID as text: the customer's Microsoft ID",
                    "must be a number, or (null|empty) (to remove the budget|for no budget)",
                    "must be an amount that a budget can have",
                    "must be three upper-case letters as text, such as EUR",
                    "must be true only where the amount is (null|empty)",
                    "must be the header customerTenantId,amount or customerTenantId,amount,removeBudget, in UTF-8; nothing else was read",
                    "must end after the JSON object",
                    "must have [23] fields, as the header has",
                    "must have at most (2 decimals|15 integer digits|16384 characters)",
                    "must not be negative",
                    "has an exponent that no amount can have",
                    "has a quote inside a field that does not begin with one",
                    "has a quote that is not closed, text after a closing quote, or a field far too long; nothing was read from there on"));

    private static final Pattern LINE = Pattern.compile("line [1-9]\\d*(/.*)?", Pattern.DOTALL);

    @Property(tries = 20_000, seed = "20261124")
    void any_bytes_are_a_plan_or_refused(@ForAll PlanFormat format, @ForAll byte[] bytes) {
        planOrRefusal(format, bytes);
    }

    @Property(tries = 20_000, seed = "20261124")
    void any_bytes_after_a_good_beginning_are_a_plan_or_refused(@ForAll PlanFormat format, @ForAll byte[] bytes) {
        var beginning = beginning(format).getBytes(UTF_8);
        var plan = java.util.Arrays.copyOf(beginning, beginning.length + bytes.length);
        System.arraycopy(bytes, 0, plan, beginning.length, bytes.length);
        planOrRefusal(format, plan);
    }

    @Property(tries = 60_000, seed = "20261124")
    void any_pieces_of_a_plan_are_a_plan_or_refused(
            @ForAll PlanFormat format, @ForAll boolean fromTheStart, @ForAll("pieces") List<String> pieces) {
        planOrRefusal(format, ((fromTheStart ? "" : beginning(format)) + String.join("", pieces)).getBytes(UTF_8));
    }

    @Property(tries = 2_000, seed = "20261124")
    void the_same_budgets_come_back_from_every_format(@ForAll("amounts") List<Optional<BigDecimal>> amounts) {
        var budgets = new ArrayList<BudgetChange>();
        for (var amount : amounts) {
            var customer = "0c1e9a2b-6f33-4a0e-9d51-%012d".formatted(budgets.size());
            budgets.add(amount.map(number -> Plans.set(customer, number.toString()))
                    .orElseGet(() -> Plans.removed(customer)));
        }
        for (var format : PlanFormat.values())
            assertThat(Plans.read(format, written(format, budgets)).budgets()).isEqualTo(budgets);
    }

    @Provide
    Arbitrary<List<Optional<BigDecimal>>> amounts() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("999999999999999.99"))
                .ofScale(2)
                .optional(0.8)
                .list()
                .ofMaxSize(20);
    }

    /** Pieces of what could be a plan, and what nobody may ever read again in a fault. */
    @Provide
    Arbitrary<List<String>> pieces() {
        var known = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                ",",
                "\"",
                "\"\"",
                "\n",
                "\n",
                "\r\n",
                "\r",
                " ",
                "\t",
                "\uFEFF",
                "\uFFFD",
                "\u0000",
                "\"currency\":",
                "\"EUR\"",
                "\"budgets\":[",
                "\"customerTenantId\":",
                "\"amount\":",
                "\"removeBudget\":",
                "\"expectedAmount\":",
                "null",
                "true",
                "false",
                "100.10",
                "-1",
                "1e400",
                "1e99999999999",
                "hunter2",
                "\"hunter2\"",
                ONE,
                TWO,
                "customerTenantId,amount\n",
                ",,true\n");
        var whole = Arbitraries.of(
                Plans.entry(ONE, "\"amount\":1"),
                Plans.entry(TWO, "\"amount\":\"hunter2\"") + "\n",
                Plans.entry(TWO, "\"amount\":null,\"removeBudget\":true") + "\n",
                "," + Plans.entry(TWO, "\"amount\":1"),
                ONE + ",1\n",
                TWO + ",hunter2\n",
                "]}");
        return Arbitraries.frequencyOf(
                        Tuple.of(4, known),
                        Tuple.of(4, whole),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(8)))
                .list()
                .ofMaxSize(12);
    }

    private static String beginning(PlanFormat format) {
        return switch (format) {
            case JSON -> "{\"budgets\":[" + Plans.entry(ONE, "\"amount\":1") + ",";
            case NDJSON -> Plans.entry(ONE, "\"amount\":1") + "\n";
            case CSV -> "customerTenantId,amount,removeBudget\n" + ONE + ",1,\n";
        };
    }

    private static void planOrRefusal(PlanFormat format, byte[] bytes) {
        try {
            var customers = Plans.read(format, bytes).budgets().stream().map(BudgetChange::customer);
            assertThat(customers).doesNotHaveDuplicates();
        } catch (BudgetFailure refusal) {
            assertThat(refusal.kind()).isEqualTo(MALFORMED_REQUEST);
            assertThat(refusal).hasNoCause().hasMessageNotContaining("hunter2");
            assertThat(refusal.faults()).isNotEmpty().allSatisfy(fault -> saysNoMore(format, fault));
        }
    }

    private static void saysNoMore(PlanFormat format, Fault fault) {
        assertThat(fault.detail()).matches(WORDS);
        if (format != PlanFormat.JSON) assertThat(fault.pointer()).matches(LINE);
        else if (!fault.pointer().isEmpty()) assertThat(fault.pointer()).startsWith("/");
    }

    private static String written(PlanFormat format, List<BudgetChange> budgets) {
        return switch (format) {
            case JSON ->
                budgets.stream().map(AnyPlanTest::object).collect(Collectors.joining(",", "{\"budgets\":[", "]}"));
            case NDJSON -> budgets.stream().map(AnyPlanTest::object).collect(Collectors.joining("\n"));
            case CSV ->
                budgets.stream()
                        .map(AnyPlanTest::row)
                        .collect(Collectors.joining("\n", "customerTenantId,amount,removeBudget\n", ""));
        };
    }

    private static String object(BudgetChange budget) {
        var amount = budget.amount().map(number -> "\"amount\":" + number.plain());
        return Plans.entry(budget.customer().toString(), amount.orElse("\"removeBudget\":true,\"amount\":null"));
    }

    private static String row(BudgetChange budget) {
        return budget.customer()
                + budget.amount().map(number -> "," + number.plain() + ",").orElse(",,true");
    }
}
