package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code mvn -Plocal}: the unchanged deployable in the local host, beside simulated services unless real ones are given. Shows one update if all services are simulated, then serves until Ctrl-C. With {@code -Dlocal.once} it ends, and its exit code is 0 only if everything is as expected. With {@code -Dlocal.doctor} it shows readiness instead, and ends.
 */
final class LocalRun {
    private static final int PORT = 7071;

    private LocalRun() {}

    public static void main(String[] arguments) {
        try {
            var once = flag("local.once") || flag("local.doctor");
            var good = run(Path.of(arguments[0]), Path.of(arguments[1]), once);
            if (once) exit(good ? 0 : 1);
        } catch (BindException e) {
            System.err.println("Port " + port(false)
                    + " is taken: stop what listens there, or choose another: -Dlocal.port=7072.");
            exit(1);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            exit(1);
        } catch (Exception e) {
            System.err.println("The local run failed:");
            e.printStackTrace();
            exit(1);
        }
    }

    private static boolean run(Path staging, Path projectFolder, boolean once)
            throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var port = port(once);
        var file = SettingsFile.in(projectFolder);
        file.unknownNames(projectFolder)
                .forEach(name -> out.printf(
                        "%nlocal.settings.json: %s is no setting. local.settings.json.example has all names.%n", name));
        LocalSettings.addFile(file);
        var named = LocalSettings.explicitTargets();
        var demonstrate = named.isEmpty();
        var simulator = Simulator.started();
        var real = LocalSettings.namesRealTenant();
        if (!real) {
            LocalSettings.addDefaults(simulator.settings());
            LocalSettings.addDefaults(simulator.secrets());
        }
        LocalSettings.addDefaults(LocalSettings.HOST);
        var caller = real ? LocalCaller.ofRealTenant() : LocalCaller.of(simulator);
        var started = System.nanoTime();
        var host = LocalHost.started(staging, port, storage(projectFolder, once));
        var boot = (System.nanoTime() - started) / 1_000_000;
        out.printf(
                "%nusage-budget-function is up after %d ms: the files that are deployed to Azure, in the production profile.%n",
                boot);
        host.functions().forEach(function -> out.printf("  %-22s %s%n", function.name(), address(host, function)));
        out.printf("  %-22s %s%n", "blobs and queues", host.storage().location());
        if (flag("local.doctor")) return new ReadinessPrinter(host, caller, out, !real).run();
        host.notStarted()
                .forEach(function -> out.printf(
                        "  %-22s not started: the setting %s is missing%n",
                        function.name(), function.missingSetting().orElseThrow()));
        var good = true;
        if (demonstrate)
            good = new Demonstration(host, simulator, caller, out).run()
                    & new PlanDemonstration(host, simulator, caller, out).run();
        else
            out.printf(
                    "%nBecause of %s, not all services are simulated. So there is no demonstration, and nothing is written until a caller asks.%n",
                    named);
        if (!once) out.printf("%nServing on %s until Ctrl-C.%n", host.url());
        return good;
    }

    private static String address(LocalHost host, LocalFunction function) {
        return function.isHttp()
                ? function.httpMethods() + " " + host.url() + host.pathOf(function)
                : "POST " + host.url() + "/admin/functions/" + function.name();
    }

    /** Kept from one run to the next, so that you can look at it, unless the run ends by itself. */
    private static LocalStorage storage(Path projectFolder, boolean once) {
        var given = System.getProperty("local.storage");
        if (given != null) return new LocalStorage(Path.of(given));
        return once ? LocalStorage.temporary() : new LocalStorage(projectFolder.resolve("target/local-storage"));
    }

    private static int port(boolean once) {
        var given = System.getProperty("local.port");
        if (given == null) return once ? 0 : PORT;
        if (!given.matches("\\d{1,5}") || Integer.parseInt(given) > 65_535)
            throw new CannotStart("-Dlocal.port=" + given + " is not a port: it must be a number from 1 to 65535.");
        return Integer.parseInt(given);
    }

    private static boolean flag(String name) {
        var value = System.getProperty(name, "false");
        return value.isEmpty() || Boolean.parseBoolean(value);
    }

    private static void exit(int code) {
        System.out.flush();
        // the function's threads would keep the process alive
        System.exit(code);
    }
}
