package io.github.usagebudget.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Texts of plans, and the budgets and faults in them. */
final class Plans {
    static final String ONE = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01";
    static final String TWO = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d02";
    static final String THREE = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d03";

    private Plans() {}

    static BudgetPlan read(PlanFormat format, byte[] plan) {
        return PlanReader.read(format, new ByteArrayInputStream(plan));
    }

    static BudgetPlan read(PlanFormat format, String plan) {
        return read(format, plan.getBytes(UTF_8));
    }

    static BudgetFailure refusal(PlanFormat format, byte[] plan) {
        return catchThrowableOfType(BudgetFailure.class, () -> read(format, plan));
    }

    static BudgetFailure refusal(PlanFormat format, String plan) {
        return refusal(format, plan.getBytes(UTF_8));
    }

    static List<FieldFault> faults(PlanFormat format, String plan) {
        return refusal(format, plan).faults();
    }

    /** A plan in JSON with these entries. */
    static String json(String... entries) {
        return "{\"budgets\":[" + String.join(",", entries) + "]}";
    }

    /** An entry in JSON or NDJSON. */
    static String entry(String customer, String members) {
        return "{\"customerTenantId\":\"" + customer + "\"," + members + "}";
    }

    static BudgetChange set(String customer, String amount) {
        return change(customer, Optional.of(new BudgetAmount(new BigDecimal(amount))), Optional.empty());
    }

    static BudgetChange removed(String customer) {
        return change(customer, Optional.empty(), Optional.empty());
    }

    static BudgetChange change(String customer, Optional<BudgetAmount> amount, Optional<Budget> expected) {
        var change = BudgetChange.of(CustomerTenantId.parse(customer).orElseThrow(), amount);
        return expected.map(change::withExpected).orElse(change);
    }

    static BudgetChange named(String companyName, BudgetChange change) {
        return change.withCompanyName(Optional.of(companyName));
    }

    /** The same changes without company names and currencies. */
    static List<BudgetChange> nameless(List<BudgetChange> changes) {
        return changes.stream()
                .map(change -> change(change.customer().toString(), change.amount(), change.expected()))
                .toList();
    }
}
