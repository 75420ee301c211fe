package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt.Outcome;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UpdateUsageBudgetTest {
    private static final String READ =
            "read 0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01 under 7cb67bb7-4750-403d-cc2e-6bc44c52d52c";
    private static final String WRITE =
            "write 0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01 under 7cb67bb7-4750-403d-cc2e-6bc44c52d52c";
    private static final BudgetPolicy AT_MOST_500 =
            new BudgetPolicy(Optional.of(new BigDecimal("500")), Optional.empty());
    private static final BudgetPolicy AT_MOST_20_PERCENT_MORE =
            new BudgetPolicy(Optional.empty(), Optional.of(new BigDecimal("20")));
    private static final Budget EIGHTY = Budget.of(new BigDecimal("80.000000"));

    private final InMemoryBudgets budgets = new InMemoryBudgets().with(EIGHTY);

    @Test
    void a_plain_update_makes_one_write_and_no_read() {
        apply(Changes.to("100.10"));
        assertThat(budgets.calls()).containsExactly(WRITE);
    }

    @Test
    void a_plain_update_sets_the_budget() {
        apply(Changes.to("100.10"));
        assertThat(budgets.current()).isEqualTo(Budget.of(new BigDecimal("100.10")));
    }

    @Test
    void a_plain_update_has_the_outcome_updated_and_no_previous_budget() {
        assertAttempt(
                apply(Changes.to("100.10")),
                Outcome.UPDATED,
                Optional.empty(),
                answered(Budget.of(new BigDecimal("100.10"))));
    }

    @Test
    void a_removal_makes_one_write_and_no_read() {
        apply(Changes.removal());
        assertThat(budgets.calls()).containsExactly(WRITE);
    }

    @Test
    void a_removal_has_the_outcome_removed() {
        assertAttempt(apply(Changes.removal()), Outcome.REMOVED, Optional.empty(), answered(Budget.NONE));
    }

    @Test
    void an_expected_budget_is_read_before_the_write() {
        apply(Changes.expecting(EIGHTY, Changes.to("100")));
        assertThat(budgets.calls()).containsExactly(READ, WRITE);
    }

    @Test
    void an_expected_budget_is_compared_by_value_and_returned_as_the_previous_one() {
        var change = Changes.expecting(Budget.of(new BigDecimal("80")), Changes.to("100"));
        assertAttempt(apply(change), Outcome.UPDATED, Optional.of(EIGHTY), answered(Budget.of(new BigDecimal("100"))));
    }

    @Test
    void no_budget_can_be_expected() {
        budgets.with(Budget.NONE);
        assertThat(apply(Changes.expecting(Budget.NONE, Changes.to("100"))).previous())
                .contains(Budget.NONE);
    }

    @Test
    void an_unexpected_budget_fails_with_budget_changed() {
        var failure = refused(Changes.expecting(Budget.of(new BigDecimal("70")), Changes.to("100")));
        assertThat(failure.kind()).isEqualTo(Kind.BUDGET_CHANGED);
    }

    @Test
    void an_unexpected_budget_is_named_in_the_message() {
        var failure = refused(Changes.expecting(Budget.NONE, Changes.to("100")));
        assertThat(failure).hasMessageStartingWith("The budget is now 80.000000, but expectedAmount is none.");
    }

    @Test
    void an_unexpected_budget_is_not_overwritten() {
        refused(Changes.expecting(Budget.of(new BigDecimal("70")), Changes.to("100")));
        assertThat(budgets.calls()).containsExactly(READ);
    }

    /** The caller decided on the basis of another budget, even if the requested amount is already set. */
    @Test
    void an_unexpected_budget_fails_even_if_it_equals_the_requested_amount() {
        var failure = refused(Changes.expecting(Budget.of(new BigDecimal("70")), Changes.to("80")));
        assertThat(failure.kind()).isEqualTo(Kind.BUDGET_CHANGED);
    }

    @Test
    void an_equal_budget_has_the_outcome_unchanged() {
        var change = Changes.expecting(EIGHTY, Changes.to("80.00"));
        assertAttempt(apply(change), Outcome.UNCHANGED, Optional.of(EIGHTY), answered(EIGHTY));
    }

    @Test
    void an_equal_budget_is_not_written() {
        apply(Changes.expecting(EIGHTY, Changes.to("80.00")));
        assertThat(budgets.calls()).containsExactly(READ);
    }

    @Test
    void removing_a_missing_budget_has_the_outcome_unchanged() {
        budgets.with(Budget.NONE);
        assertThat(apply(Changes.expecting(Budget.NONE, Changes.removal())).outcome())
                .isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void a_dry_run_has_the_outcome_planned_and_the_current_budget() {
        var change = Changes.dryRun(Changes.to("100"));
        assertAttempt(apply(change), Outcome.PLANNED, Optional.of(EIGHTY), plannedAnswer("100"));
    }

    @Test
    void a_dry_run_reads_and_writes_nothing() {
        apply(Changes.dryRun(Changes.removal()));
        assertThat(budgets.calls()).containsExactly(READ);
    }

    @Test
    void a_dry_run_of_an_equal_budget_has_the_outcome_unchanged() {
        assertThat(apply(Changes.dryRun(Changes.to("80"))).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void an_amount_above_the_maximum_is_rejected_before_any_request() {
        refused(AT_MOST_500, Changes.expecting(EIGHTY, Changes.to("500.01")));
        assertThat(budgets.calls()).isEmpty();
    }

    @Test
    void an_increase_above_the_percentage_is_rejected_after_the_read() {
        assertThat(refused(AT_MOST_20_PERCENT_MORE, Changes.to("96.01")).kind()).isEqualTo(Kind.AMOUNT_REFUSED);
    }

    @Test
    void an_increase_above_the_percentage_is_not_written() {
        refused(AT_MOST_20_PERCENT_MORE, Changes.to("96.01"));
        assertThat(budgets.calls()).containsExactly(READ);
    }

    @Test
    void an_increase_above_the_percentage_is_also_rejected_in_a_dry_run() {
        assertThat(refused(AT_MOST_20_PERCENT_MORE, Changes.dryRun(Changes.to("96.01")))
                        .kind())
                .isEqualTo(Kind.AMOUNT_REFUSED);
    }

    @Test
    void an_allowed_increase_returns_the_previous_budget() {
        assertThat(apply(AT_MOST_20_PERCENT_MORE, Changes.to("96")).previous()).contains(EIGHTY);
    }

    @Test
    void a_removal_makes_no_read_for_the_increase_check() {
        apply(AT_MOST_20_PERCENT_MORE, Changes.removal());
        assertThat(budgets.calls()).containsExactly(WRITE);
    }

    private static void assertAttempt(
            BudgetAttempt attempt, Outcome outcome, Optional<Budget> previous, SpendingBudget answered) {
        assertThat(attempt.outcome()).isEqualTo(outcome);
        assertThat(attempt.failure()).isEmpty();
        assertThat(attempt.previous()).isEqualTo(previous);
        assertThat(attempt.answered()).contains(answered);
    }

    private BudgetAttempt apply(BudgetChange change) {
        return apply(new BudgetPolicy(Optional.empty(), Optional.empty()), change);
    }

    private BudgetAttempt apply(BudgetPolicy policy, BudgetChange change) {
        var context = new UpdateContext(
                UUID.fromString("7cb67bb7-4750-403d-cc2e-6bc44c52d52c"),
                UUID.fromString("312b044d-dc41-4b37-c2d5-7d27322d9654"),
                Deadline.after(Duration.ofSeconds(90), () -> 0));
        return new UpdateUsageBudget(budgets, policy, new CustomerLocks(), false)
                .attempt(change, Optional.empty(), context);
    }

    private BudgetFailure refused(BudgetChange change) {
        return apply(change).failure().orElseThrow();
    }

    private BudgetFailure refused(BudgetPolicy policy, BudgetChange change) {
        return apply(policy, change).failure().orElseThrow();
    }

    private static SpendingBudget plannedAnswer(String planned) {
        return SpendingBudget.of(Budget.of(new BigDecimal(planned)));
    }

    private static SpendingBudget answered(Budget budget) {
        return new SpendingBudget(budget, Optional.of(budget), Map.of("objectType", "SpendingBudget"), Map.of());
    }
}
