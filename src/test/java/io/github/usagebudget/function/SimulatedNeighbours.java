package io.github.usagebudget.function;

import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the neighbours before the application, in its own virtual time, and tells it where they are. */
public class SimulatedNeighbours implements QuarkusTestResourceLifecycleManager {
    private Simulator simulator;

    @Override
    public Map<String, String> start() {
        simulator = Simulator.started(VirtualWiring.TIME);
        return simulator.settings();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(simulator, new TestInjector.MatchesType(Simulator.class));
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
