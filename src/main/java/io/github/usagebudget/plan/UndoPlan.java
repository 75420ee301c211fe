package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.JsonPlan.JsonDocument;
import io.github.usagebudget.plan.PlanDraft.DraftedBudget;
import io.github.usagebudget.plan.PlanFaults.PlanSource;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the JSON report of an earlier run as a plan. It gives each customer whose budget that run updated or removed its previous budget
 * back. Other members of the report are ignored, so that reports of other versions can be read. Immutable.
 */
record UndoPlan(JsonFactory json) {
    PlanDraft read(PlanText text) throws IOException {
        var plan = new PlanDraft(PlanSource.REPORT);
        new JsonDocument(json)
                .read(text, List.of("dryRun", "customers"), plan.faults(), (name, parser) -> read(name, parser, plan));
        return plan;
    }

    private static void read(String member, JsonParser json, PlanDraft plan) throws IOException {
        if (member.equals("dryRun")) checkDryRun(json.currentToken(), plan);
        else if (member.equals("customers")) readCustomers(json, plan);
    }

    private static void checkDryRun(JsonToken flag, PlanDraft plan) {
        if (flag == JsonToken.VALUE_TRUE)
            plan.faults().add("/dryRun", "is true: a dry run changed nothing, so there is nothing to undo");
        else if (flag != JsonToken.VALUE_FALSE) plan.faults().add("/dryRun", "must be true or false");
    }

    private static void readCustomers(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            plan.faults().add("/customers", "must be a list of customers");
            return;
        }
        for (var index = 0L; json.nextToken() != JsonToken.END_ARRAY; index++) {
            var budget = plan.undone(index);
            budget.read(json);
            plan.add(budget, index);
        }
    }

    /**
     * The change that undoes one customer's result in a report: the customer gets its previous budget back, but only if it still has the budget
     * that the run set. A customer whose budget the run did not change has no change and no fault. One per customer; not thread-safe.
     */
    static final class UndoneBudget implements DraftedBudget {
        private static final Set<String> FIELDS =
                Set.of("customerTenantId", "companyName", "outcome", "amount", "previousAmount");
        /** The reason in the change record. */
        private static final String REASON = "undo";

        private final FieldRules rules;
        private final List<String> names = new ArrayList<>();
        private final Map<String, Value> values = new HashMap<>();

        // Mutable state
        private CustomerTenantId customer;
        private BudgetChange change;

        /** A value that was not checked yet: if the customer is ignored, its values are not checked at all. */
        private record Value(JsonToken type, String text) {
            private static final Value NONE = new Value(JsonToken.NOT_AVAILABLE, "");

            private boolean isNull() {
                return type == JsonToken.VALUE_NULL;
            }

            private Optional<String> asText() {
                return Optional.of(text).filter(any -> type == JsonToken.VALUE_STRING);
            }

            private Optional<String> asNumber() {
                return Optional.of(text).filter(any -> type.isNumeric());
            }
        }

        UndoneBudget(FieldRules rules) {
            this.rules = rules;
        }

        /** @param json at the first token of the result; afterwards at its last one */
        void read(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                rules.fault("must be a JSON object");
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                var type = json.nextToken();
                if (FIELDS.contains(name)) {
                    names.add(name);
                    values.put(name, new Value(type, type.isScalarValue() ? json.getText() : ""));
                }
                json.skipChildren();
            }
            judge();
        }

        private void judge() {
            var outcome = values.getOrDefault("outcome", Value.NONE).asText();
            if (outcome.isEmpty()) rules.fault("outcome", "is missing, or is not text");
            else if (outcome.get().equals(ReportedOutcome.UPDATED.written())) undo(this::amountSet);
            else if (outcome.get().equals(ReportedOutcome.REMOVED.written())) undo(this::noAmountSet);
        }

        /** @param set reads the budget that the run set */
        private void undo(Function<Value, Optional<Budget>> set) {
            names.forEach(rules::noteField);
            customer = required("customerTenantId")
                    .flatMap(id -> rules.customer(id.asText()))
                    .orElse(null);
            var now = required("amount").flatMap(set);
            var before = required("previousAmount").flatMap(this::amountBefore);
            var name = Optional.ofNullable(values.get("companyName"))
                    .flatMap(text -> rules.text("companyName", text.asText()))
                    .flatMap(SafeText::label);
            if (rules.isFaulty()) return;
            change = BudgetChange.of(customer, before)
                    .withExpected(now.orElseThrow())
                    .withReason(REASON)
                    .withCompanyName(name);
        }

        private Optional<Value> required(String field) {
            rules.require(field);
            return Optional.ofNullable(values.get(field));
        }

        private Optional<Budget> amountSet(Value amount) {
            return rules.number("amount", amount.asNumber(), "if the budget was removed", BudgetFields::expectable);
        }

        private Optional<Budget> noAmountSet(Value amount) {
            if (!amount.isNull()) rules.fault("amount", "must be null, because the budget was removed");
            return Optional.of(Budget.NONE);
        }

        /** With any number of decimals: the customer gets exactly its previous budget back. */
        private Optional<BudgetAmount> amountBefore(Value previous) {
            return previous.isNull()
                    ? Optional.empty()
                    : rules.number("previousAmount", previous.asNumber(), "if there was no budget", BudgetAmount::new);
        }

        @Override
        public Optional<CustomerTenantId> customer() {
            return Optional.ofNullable(customer);
        }

        @Override
        public Optional<BudgetChange> change() {
            return rules.isFaulty() ? Optional.empty() : Optional.ofNullable(change);
        }

        @Override
        public void fault(String field, String detail) {
            rules.fault(field, detail);
        }
    }
}
