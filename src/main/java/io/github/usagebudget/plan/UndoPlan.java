package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the JSON report of an earlier run as a plan. It gives each customer whose budget that run updated or removed its previous budget
 * back. Other members of the report are ignored, so that reports of other versions can be read. Stateless.
 */
final class UndoPlan {
    private UndoPlan() {}

    static void read(PlanText text, PlanDraft plan) throws IOException {
        JsonPlan.readDocument(text, plan, List.of("dryRun", "customers"), (member, parser) -> {
            if (member.equals("dryRun")) checkDryRun(parser.currentToken(), plan.document());
            else if (member.equals("customers")) readCustomers(parser, plan);
        });
    }

    private static void checkDryRun(JsonToken flag, FieldRules report) {
        if (flag == JsonToken.VALUE_TRUE)
            report.fault("dryRun", "is true: a dry run changed nothing, so there is nothing to undo");
        else if (flag != JsonToken.VALUE_FALSE) report.fault("dryRun", "must be true or false");
    }

    private static void readCustomers(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            plan.document().fault("customers", "must be a list of customers");
            return;
        }
        for (var index = 0L; json.nextToken() != JsonToken.END_ARRAY; index++) {
            var budget = new UndoneBudget(plan.at(index), plan.faults());
            budget.read(json);
            plan.add(budget, budget.customer, budget.change, index);
        }
    }

    /**
     * The change that undoes one customer's result in a report: the customer gets its previous budget back, but only if it still has the budget
     * that the run set. A customer whose budget the run did not change has no change and no fault. One per customer; not thread-safe.
     */
    static final class UndoneBudget extends FieldRules {
        private static final Set<String> FIELDS =
                Set.of("customerTenantId", "companyName", "outcome", "amount", "previousAmount");
        /** The reason in the change record. */
        private static final String REASON = "undo";

        private final List<String> names = new ArrayList<>();
        /** Not checked yet: if the customer is ignored, its values are not checked at all. */
        private final Map<String, FieldValue> values = new HashMap<>();

        // Mutable state
        private Optional<CustomerTenantId> customer = Optional.empty();
        private Optional<BudgetChange> change = Optional.empty();

        UndoneBudget(String place, Consumer<FieldFault> faults) {
            super(place, "null", faults);
        }

        /** @param json at the first token of the result; afterwards at its last one */
        void read(JsonParser json) throws IOException {
            var isObject = readMembers(json, (name, at) -> {
                if (!FIELDS.contains(name)) return;
                names.add(name);
                values.put(name, FieldValue.of(at));
            });
            if (isObject) judge();
            else json.skipChildren();
        }

        private void judge() {
            var outcome = Optional.ofNullable(values.get("outcome")).flatMap(FieldValue::asText);
            if (outcome.isEmpty()) fault("outcome", "is missing, or is not text");
            else if (outcome.get().equals(ReportedOutcome.UPDATED.written())) undo(this::amountSet);
            else if (outcome.get().equals(ReportedOutcome.REMOVED.written())) undo(this::noAmountSet);
        }

        /** @param set reads the budget that the run set */
        private void undo(Function<FieldValue, Optional<Budget>> set) {
            names.forEach(this::noteField);
            customer = required("customerTenantId").flatMap(this::customerTenantId);
            var now = required("amount").flatMap(set);
            var before = required("previousAmount").flatMap(this::amountBefore);
            var name = Optional.ofNullable(values.get("companyName"))
                    .flatMap(value -> text("companyName", value))
                    .flatMap(SafeText::label);
            if (isFaulty()) return;
            change = Optional.of(BudgetChange.of(customer.orElseThrow(), before)
                    .withExpected(now.orElseThrow())
                    .withReason(REASON)
                    .withCompanyName(name));
        }

        private Optional<FieldValue> required(String field) {
            require(field);
            return Optional.ofNullable(values.get(field));
        }

        private Optional<Budget> amountSet(FieldValue amount) {
            return number("amount", amount, "if the budget was removed", FieldRules::expectable);
        }

        private Optional<Budget> noAmountSet(FieldValue amount) {
            if (!amount.isNothing()) fault("amount", "must be null, because the budget was removed");
            return Optional.of(Budget.NONE);
        }

        /** With any number of decimals: the customer gets exactly its previous budget back. */
        private Optional<BudgetAmount> amountBefore(FieldValue previous) {
            return previous.isNothing()
                    ? Optional.empty()
                    : number("previousAmount", previous, "if there was no budget", BudgetAmount::new);
        }
    }
}
