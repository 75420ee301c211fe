package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.plan.ApplyBudgetPlan.StopRule;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopRuleTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # how the customers ended, one after the other,                        stopped by
            CREDENTIALS_REFUSED,                                                   CREDENTIALS_REFUSED
            CREDENTIALS_UNAVAILABLE,                                               CREDENTIALS_UNAVAILABLE
            MISCONFIGURED,                                                         MISCONFIGURED
            UPDATED MISCONFIGURED CREDENTIALS_UNAVAILABLE,                         MISCONFIGURED
            401 401,                                                               -
            401 401 401,                                                           CREDENTIALS_REFUSED
            401 401 UPDATED 401 401,                                               -
            401 401 UNCHANGED 401 401 401,                                         CREDENTIALS_REFUSED
            401 CUSTOMER_UNKNOWN 401 PARTNER_CENTER_UNAVAILABLE 401,               CREDENTIALS_REFUSED
            401 401 NOT_ATTEMPTED 401,                                             CREDENTIALS_REFUSED
            CUSTOMER_UNKNOWN CUSTOMER_UNKNOWN CUSTOMER_UNKNOWN CUSTOMER_UNKNOWN,   -
            INTERNAL_ERROR OUTCOME_UNKNOWN THROTTLED PARTNER_CENTER_UNAVAILABLE,   -
            """)
    void a_run_stops_when_no_further_customer_can_succeed(String ended, String stoppedBy) {
        var rule = new StopRule();
        for (var one : ended.split(" ")) rule.ended(outcome(one));
        assertThat(rule.reason().map(reason -> reason.kind().name()).orElse("-"))
                .isEqualTo(stoppedBy);
    }

    private static PlannedOutcome outcome(String ended) {
        var change = Plans.set(Plans.ONE, "100");
        if (List.of("UPDATED", "UNCHANGED", "NOT_ATTEMPTED").contains(ended))
            return new PlannedOutcome(
                    change,
                    PlannedOutcome.ReportedOutcome.valueOf(ended),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        return new PlannedOutcome(
                change,
                PlannedOutcome.ReportedOutcome.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure(ended)));
    }

    private static BudgetFailure failure(String ended) {
        if (!ended.equals("401")) return BudgetFailure.of(Kind.valueOf(ended), "");
        return BudgetFailure.of(Kind.CREDENTIALS_REFUSED, "")
                .answered(new PartnerCenterFault(
                        401, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
    }
}
