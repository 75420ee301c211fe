package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch slows down according to the number of batches in its message. In these tests only waiting takes time. */
@QuarkusTest
class BatchPaceTest extends ApplicationFixture {
    @Inject
    ScheduledPlans plans;

    @BeforeEach
    void a_folder_for_reports() {
        settings.set("BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json");
    }

    @Test
    void one_of_a_hundred_batches_starts_slowly() {
        // at first, its share is a fifth of a request per second
        assertThat(timeOf("100")).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void the_only_batch_does_not_wait() {
        assertThat(timeOf("1")).isZero();
    }

    @Test
    void a_batch_finishes_even_among_a_million() {
        assertThat(timeOf("999999")).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(3));
    }

    private Duration timeOf(String batches) {
        var entries = Stream.generate(TestCaller::newCustomer)
                .limit(4)
                .peek(customer -> simulator.partnerCenter().customer(customer, "80"))
                .map(customer -> "{\"customerTenantId\":\"" + customer + "\",\"amount\":90}")
                .collect(Collectors.joining(","));
        var before = VirtualBeans.TIME.instant();
        var report = plans.applyBatch(
                "{\"runId\":\"490b933b-665c-4ac2-b7e7-c3ba6ee07cfd\",\"planVersion\":\"sha256:0\",\"correlationId\":"
                        + "\"4c612476-f468-4925-a862-39b1d93875c8\",\"dryRun\":false,\"reports\":\"budgets/reports\","
                        + "\"batch\":1,\"batches\":" + batches + ",\"budgets\":[" + entries + "]}",
                new OneInvocation());
        assertThat(report).contains("\"updated\":4");
        return Duration.between(before, VirtualBeans.TIME.instant());
    }
}
