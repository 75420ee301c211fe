package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The packaged deployable in a local host, with simulated services, for all tests of a class. A JUnit extension in a static field. Each test
 * starts without customers, recorded requests, blobs and messages.
 */
final class SimulatedHost implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Simulator simulator = Simulator.started();
    private final Map<String, String> settings;
    private StoredFiles storage;
    private HostProcess host;

    private SimulatedHost(Map<String, String> settings) {
        this.settings = settings(simulator, settings);
    }

    static SimulatedHost with(Map<String, String> settings) {
        return new SimulatedHost(settings);
    }

    /** The settings for the simulated services and a local host, and some more, which override them. */
    static Map<String, String> settings(Simulator simulator, Map<String, String> more) {
        var settings = new LinkedHashMap<>(simulator.settings());
        settings.putAll(LocalSettings.HOST);
        settings.putAll(more);
        return settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        storage = StoredFiles.temporary();
        host = HostProcess.started(settings, storage.folder());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        storage.clear();
        simulator.partnerCenter().forgetCustomers();
        simulator.forgetRequests();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (host != null) host.close();
        simulator.close();
        storage.delete();
    }

    Simulator simulator() {
        return simulator;
    }

    StoredFiles storage() {
        return storage;
    }

    URI url() {
        return host.url();
    }

    RequestSpecification request() {
        return host.request();
    }

    Response fire(String function) {
        return host.fire(function);
    }

    List<String> output() {
        return host.output();
    }

    boolean prints(String regex) throws InterruptedException {
        return host.prints(regex);
    }
}
