package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.plan.PlanFaults.PlanSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a plan that was read so far: its budgets, and where each customer occurred first. One per document; not thread-safe. */
final class PlanDraft {
    private final PlanSource source;
    private final PlanFaults faults;
    private final FieldRules document;
    private final List<BudgetChange> budgets = new ArrayList<>();
    private final List<Long> budgetPlaces = new ArrayList<>();
    private final Map<CustomerTenantId, Long> met = new HashMap<>();

    // Mutable state
    private Optional<String> currency = Optional.empty();
    private Optional<BudgetAmount> defaultAmount = Optional.empty();
    private Optional<Long> defaultPlace = Optional.empty();

    PlanDraft(PlanSource source) {
        this.source = source;
        this.faults = new PlanFaults(MALFORMED_REQUEST, "The " + source.document() + " has ");
        this.document = new FieldRules("", "null", faults);
    }

    PlanFaults faults() {
        return faults;
    }

    /** The rules for the fields of a JSON document itself. */
    FieldRules document() {
        return document;
    }

    /** The pointer of a place: an index or a line. */
    String at(long place) {
        return source.pointer(place);
    }

    BudgetFields budget(long place, String nothing) {
        return new BudgetFields(at(place), nothing, faults, source == PlanSource.LINES);
    }

    /** Adds a completely read budget, or the default. */
    void add(BudgetFields budget, long place) {
        if (budget.isDefaultEntry()) addDefault(budget, place);
        else add(budget, budget.customer(), budget.change(), place);
    }

    private void addDefault(BudgetFields budget, long place) {
        defaultPlace.ifPresent(before -> budget.fault("customerTenantId", "already occurs at " + at(before)));
        defaultPlace = defaultPlace.or(() -> Optional.of(place));
        budget.amount().ifPresent(this::defaultAmount);
    }

    /** Adds a budget without a fault. A second one for a customer is a fault, even if the first one had faults. */
    void add(FieldRules budget, Optional<CustomerTenantId> customer, Optional<BudgetChange> change, long place) {
        var before = customer.map(known -> met.putIfAbsent(known, place));
        if (before.isPresent()) budget.fault("customerTenantId", "already occurs at " + at(before.get()));
        else if (change.isPresent()) {
            budgets.add(change.get());
            budgetPlaces.add(place);
        }
    }

    void currency(String code) {
        currency = Optional.of(code);
    }

    void defaultAmount(BudgetAmount amount) {
        defaultAmount = Optional.of(amount);
    }

    /** Refuses a plan with faults. A plan without a customer and without a default is probably the wrong file. */
    BudgetPlan finish(String version) {
        if (budgets.isEmpty() && defaultAmount.isEmpty() && faults.count() == 0)
            faults.add(source.all(), source.whenEmpty());
        faults.refuse();
        return new BudgetPlan(version, currency, defaultAmount, budgets, source.pointers(budgetPlaces::get));
    }
}
