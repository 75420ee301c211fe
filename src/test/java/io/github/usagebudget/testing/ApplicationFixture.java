package io.github.usagebudget.testing;

import io.github.usagebudget.config.SettingOverrides;
import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The running application with simulated services. At the start of each test, every cache has expired and there are no customers. */
@QuarkusTest
@QuarkusTestResource(SimulatedServices.class)
public abstract class ApplicationFixture {
    @RegisterExtension
    protected final SettingOverrides settings = new SettingOverrides();

    /** Injected by Quarkus. */
    protected Simulator simulator;

    @BeforeEach
    void start_with_expired_caches_and_no_customers() {
        VirtualBeans.freshStart(simulator);
        simulator.partnerCenter().forgetCustomers();
        simulator.partnerCenter().pageSize(100);
    }
}
