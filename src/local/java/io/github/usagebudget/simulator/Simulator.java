package io.github.usagebudget.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The four simulated services on loopback, and the requests that they received. Thread-safe. */
public final class Simulator implements AutoCloseable {
    public static final String SECRET_NAME = "partner-center-client-secret";
    public static final String CERTIFICATE_NAME = "partner-center-client-certificate";
    public static final String REFRESH_TOKEN_NAME = "partner-center-refresh-token";

    private final List<RecordedRequest> seen = new CopyOnWriteArrayList<>();
    private final String secret = "s3cret~" + UUID.randomUUID();
    private final IdentityEndpoint identity;
    private final KeyVault vault;
    private final Entra entra;
    private final PartnerCenter partnerCenter;

    // Mutable state
    private volatile boolean recording = true;

    private final Certificate certificate;

    private Simulator(Clock clock) {
        certificate = Certificate.valid(
                clock.instant().minus(Duration.ofDays(1)), clock.instant().plus(Duration.ofDays(3650)));
        identity = new IdentityEndpoint(clock, this::record);
        vault = new KeyVault(identity, clock, this::record);
        entra = new Entra(new AppRegistration(secret, certificate, identity, clock), clock, this::record);
        partnerCenter = new PartnerCenter(entra, clock, this::record);
    }

    public static Simulator started() {
        return started(Clock.systemUTC());
    }

    /** @param clock the time of all four services */
    public static Simulator started(Clock clock) {
        var simulator = new Simulator(clock);
        simulator.fillVault();
        for (var service : simulator.services()) service.start();
        return simulator;
    }

    /** Serves these customers until the process is killed. Prints the environment variables that a host needs. */
    public static void main(String[] customers) throws InterruptedException {
        var simulator = started();
        for (var customer : customers) simulator.partnerCenter().customer(customer, "80");
        simulator.settings().forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        Thread.currentThread().join();
    }

    /** The settings with which the function calls these services. */
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("PARTNER_CENTER_BASE_URL", partnerCenter.url().toString());
        settings.put("PARTNER_CENTER_TENANT_ID", Entra.TENANT);
        settings.put("PARTNER_CENTER_CLIENT_ID", Entra.CLIENT);
        settings.put("ENTRA_AUTHORITY_HOST", entra.url().toString());
        settings.put("CALLER_TENANT_ID", Entra.TENANT);
        settings.put("CALLER_AUDIENCE", CallerTokens.AUDIENCE);
        settings.put("KEY_VAULT_URL", vault.url().toString());
        settings.put("IDENTITY_ENDPOINT", identity.tokenUrl().toString());
        settings.put("IDENTITY_HEADER", IdentityEndpoint.HEADER_SECRET);
        return settings;
    }

    /** The secrets as settings, for {@code SECRET_SOURCE=environment}. */
    public Map<String, String> secrets() {
        return Map.of(
                "PARTNER_CENTER_CLIENT_SECRET", secret,
                "PARTNER_CENTER_CLIENT_CERTIFICATE", certificate.pem(),
                "PARTNER_CENTER_REFRESH_TOKEN", entra.consent());
    }

    /** The app's initial certificate. */
    public Certificate certificate() {
        return certificate;
    }

    /** The app's initial client secret. */
    public String secret() {
        return secret;
    }

    public IdentityEndpoint identity() {
        return identity;
    }

    public KeyVault vault() {
        return vault;
    }

    public Entra entra() {
        return entra;
    }

    public PartnerCenter partnerCenter() {
        return partnerCenter;
    }

    /** All recorded requests, in the order of their answers. */
    public List<RecordedRequest> seen() {
        return List.copyOf(seen);
    }

    /** All recorded requests to one service: {@code identity}, {@code vault}, {@code entra} or {@code partner-center}. */
    public List<RecordedRequest> seen(String service) {
        return seen.stream()
                .filter(request -> request.service().equals(service))
                .toList();
    }

    /** Restores the initial settings and secrets. Budgets and recorded requests stay. */
    public void repair() {
        clearFaults();
        services().forEach(SimulatedService::repair);
        fillVault();
        vault.writable(true);
        entra.secret(secret);
        entra.certificate(certificate);
    }

    /** Drops the faults that are still to come. */
    public void clearFaults() {
        services().forEach(SimulatedService::clearFaults);
    }

    private void fillVault() {
        vault.store(SECRET_NAME, secret);
        vault.store(CERTIFICATE_NAME, certificate.pem());
        vault.store(REFRESH_TOKEN_NAME, entra.consent());
    }

    /** Waits until the service has received this many requests of a method, but at most a minute. */
    public void awaitSeen(String service, String method, int count) throws InterruptedException {
        var end = System.nanoTime() + 60_000_000_000L;
        synchronized (seen) {
            while (seen(service).stream()
                                    .filter(call -> call.method().equals(method))
                                    .count()
                            < count
                    && System.nanoTime() < end) seen.wait(1_000);
        }
    }

    /** Stops recording, for tests with more requests than memory can hold. */
    public void stopRecording() {
        recording = false;
    }

    private void record(RecordedRequest request) {
        if (!recording) return;
        seen.add(request);
        synchronized (seen) {
            seen.notifyAll();
        }
    }

    /** Deletes the recorded requests. */
    public void forgetRequests() {
        seen.clear();
    }

    private List<SimulatedService> services() {
        return List.of(identity, vault, entra, partnerCenter);
    }

    @Override
    public void close() {
        services().forEach(SimulatedService::close);
    }
}
