package io.github.usagebudget.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.plan.AnyCustomers;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.PlanReader;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import io.github.usagebudget.plan.PreparedPlan;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For any names and budgets, an export in any format is a plan that changes nothing. */
class ExportRoundTripTest {
    private static final BudgetPolicy ANY = new BudgetPolicy(Optional.empty(), Optional.empty());

    @Property(tries = 2_000, seed = "20261128")
    void an_export_posted_back_writes_nothing_and_names_every_customer(@ForAll("customers") AnyCustomers customers) {
        var export = customers.export();
        var readable = new TreeSet<String>();
        export.budgets().forEach(entry -> readable.add(entry.customer().toString()));
        for (var dialect : CsvDialect.values()) {
            var response = new BudgetExportResponse(export, dialect, Instant.EPOCH, "c");
            for (var representation :
                    new Representation[] {Representation.JSON, Representation.NDJSON, Representation.CSV})
                if (!readable.isEmpty()) check(customers, readable, representation, response);
        }
        var all = new TreeSet<>(readable);
        export.unreadable().forEach(customer -> all.add(customer.customer().toString()));
        assertThat(all).hasSize(customers.customers().size());
    }

    private static void check(
            AnyCustomers customers,
            TreeSet<String> readable,
            Representation representation,
            BudgetExportResponse response) {
        var format = PlanFormat.ofContentType(representation.contentType()).orElseThrow();
        var bytes = response.as(representation).getBytes(UTF_8);
        var plan = PlanReader.read(format, new ByteArrayInputStream(bytes));
        assertThat(PreparedPlan.of(plan, customers.records(), Instant.EPOCH)
                        .withCurrenciesChecked()
                        .settled())
                .as("customers that are billed in another currency than exported")
                .isEmpty();
        var planned = new TreeSet<String>();
        var names = new HashMap<CustomerTenantId, Optional<String>>();
        for (var change : plan.budgets()) {
            planned.add(change.customer().toString());
            var current = customers.budget(change.customer());
            assertThat(new GuardedChange(change, ANY).isMetBy(current))
                    .as(change.customer() + " has " + current + " and is planned " + change.asked())
                    .isTrue();
            names.put(change.customer(), change.companyName());
        }
        for (var entry : response.export().budgets())
            assertThat(names).containsEntry(entry.customer(), entry.companyName());
        assertThat(planned).isEqualTo(readable);
    }

    @Provide
    Arbitrary<AnyCustomers> customers() {
        return AnyCustomers.any();
    }
}
