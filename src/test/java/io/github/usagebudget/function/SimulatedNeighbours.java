package io.github.usagebudget.function;

import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the neighbours before the application, and tells it where they are. */
public class SimulatedNeighbours implements QuarkusTestResourceLifecycleManager {
    private final Simulator simulator = Simulator.started();

    @Override
    public Map<String, String> start() {
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
