package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparedPlanTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # plan, budget, billed in,  fails
            -,      -,      EUR,        false
            EUR,    -,      EUR,        false
            EUR,    -,      USD,        true
            -,      EUR,    USD,        true
            -,      EUR,    EUR,        false
            USD,    EUR,    EUR,        false
            EUR,    USD,    EUR,        true
            EUR,    -,      -,          false
            EUR,    -,      none,       false
            """)
    void the_currency_of_a_budget_overrides_the_plans(String plan, String budget, String billed, boolean fails) {
        var text = "{" + (plan == null ? "" : "\"currency\":\"" + plan + "\",") + "\"budgets\":["
                + Plans.entry(Plans.ONE, "\"amount\":5" + (budget == null ? "" : ",\"currency\":\"" + budget + "\""))
                + "]}";
        var customer = CustomerTenantId.parse(Plans.ONE).orElseThrow();
        var records = new HashMap<CustomerTenantId, UsageRecord>();
        if (!"none".equals(billed)) records.put(customer, record(customer, Optional.ofNullable(billed)));
        var settled = prepared(text, records).settled();
        assertThat(settled.containsKey(customer)).isEqualTo(fails);
        if (fails) {
            assertThat(settled.get(customer).kind()).isEqualTo(PlannedOutcome.ReportedOutcome.FAILED);
            assertThat(settled.get(customer).failure().orElseThrow().kind()).isEqualTo(Kind.CURRENCY_MISMATCH);
        }
    }

    @Test
    void the_failure_names_both_currencies_and_is_final() {
        var customer = CustomerTenantId.parse(Plans.ONE).orElseThrow();
        var failure = PreparedPlan.mismatch(Optional.of("EUR"), Optional.of(record(customer, Optional.of("USD"))))
                .orElseThrow();
        assertThat(failure)
                .hasMessage("Partner Center bills this customer in USD, but the plan says EUR."
                        + " Correct the amount and its currency.");
        assertThat(failure.retryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"JSON", "NDJSON", "CSV"})
    void each_format_can_name_a_budgets_currency(PlanFormat format) {
        var text = switch (format) {
            case JSON -> Plans.json(Plans.entry(Plans.ONE, "\"amount\":5,\"currency\":\"SEK\""));
            case NDJSON -> Plans.entry(Plans.ONE, "\"currency\":\"SEK\",\"amount\":5");
            case CSV -> "currency,customerTenantId,amount\nSEK," + Plans.ONE + ",5";
        };
        var plan = Plans.read(format, text);
        assertThat(plan.namesCurrency()).isTrue();
        assertThat(plan.currencyOf(plan.budgets().get(0))).contains("SEK");
    }

    @Test
    void two_usage_records_of_one_customer_determine_the_currency_if_they_agree() {
        var customer = CustomerTenantId.parse(Plans.ONE).orElseThrow();
        var euros = record(customer, Optional.of("EUR"));
        assertThat(euros.and(euros).currency()).contains("EUR");
        assertThat(euros.and(euros).budget()).isEmpty();
        assertThat(euros.and(record(customer, Optional.of("USD"))).currency()).isEmpty();
        assertThat(euros.and(UsageRecord.unclear(customer)).currency()).isEmpty();
    }

    private static PreparedPlan prepared(String json, Map<CustomerTenantId, UsageRecord> records) {
        return PreparedPlan.of(Plans.read(PlanFormat.JSON, json), records, Instant.EPOCH)
                .withCurrenciesChecked();
    }

    /** Resolves a plan for a customer that already has the planned budget of 5: the currency is checked anyway. */
    private static UsageRecord record(CustomerTenantId customer, Optional<String> currency) {
        return new UsageRecord(
                customer, Optional.of(Budget.of(new BigDecimal("5"))), currency, Optional.empty(), Optional.empty());
    }
}
