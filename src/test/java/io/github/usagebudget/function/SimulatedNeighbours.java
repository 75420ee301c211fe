package io.github.usagebudget.function;

import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the neighbours before the application, in its own virtual time, and tells it where they are. */
public class SimulatedNeighbours implements QuarkusTestResourceLifecycleManager {
    private final InForce settings = new InForce();
    private Simulator simulator;

    @Override
    public Map<String, String> start() {
        simulator = Simulator.started(VirtualWiring.TIME);
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
