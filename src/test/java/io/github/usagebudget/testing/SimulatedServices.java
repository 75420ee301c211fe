package io.github.usagebudget.testing;

import io.github.usagebudget.config.SettingOverrides;
import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the simulated services in virtual time before the application, and sets the settings with their addresses. */
public class SimulatedServices implements QuarkusTestResourceLifecycleManager {
    private final SettingOverrides settings = new SettingOverrides();
    private Simulator simulator;

    @Override
    public Map<String, String> start() {
        simulator = Simulator.started(VirtualBeans.TIME);
        simulator.settings().forEach(settings::set);
        return Map.of();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(simulator, new TestInjector.MatchesType(Simulator.class));
    }

    @Override
    public void stop() {
        settings.end();
        simulator.close();
    }
}
