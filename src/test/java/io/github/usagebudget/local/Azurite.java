package io.github.usagebudget.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Azurite, Microsoft's emulator of Azure Storage, in a separate process. npm installs it below {@code target} on first use. */
final class Azurite implements AutoCloseable {
    private static final int START_SECONDS = 30;
    private static final String ACCOUNT = "usagebudget";
    private static final Pattern BLOB = Pattern.compile("Blob service is successfully listening at (\\S+)");
    private static final Pattern QUEUE = Pattern.compile("Queue service is successfully listening at (\\S+)");

    private final Process process;
    private final String connection;

    private Azurite(Process process, String connection) {
        this.process = process;
        this.connection = connection;
    }

    /** Starts an empty emulator on free ports, with a random key. */
    static Azurite started() throws NpmPackage.Unavailable, IOException, InterruptedException {
        var folder = NpmPackage.installed("azurite");
        var random = new byte[64];
        new SecureRandom().nextBytes(random);
        var key = Base64.getEncoder().encodeToString(random);
        var builder = new ProcessBuilder(
                "node",
                "node_modules/azurite/dist/src/azurite.js",
                "--inMemoryPersistence",
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--blobPort",
                "0",
                "--queuePort",
                "0",
                "--tablePort",
                "0");
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        var log = folder.resolve("azurite.log");
        var process = NpmPackage.started(builder, folder, log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Azurite(
                process,
                "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key
                        + ";BlobEndpoint=" + address(BLOB, process, log) + "/" + ACCOUNT
                        + ";QueueEndpoint=" + address(QUEUE, process, log) + "/" + ACCOUNT);
    }

    /** The connection string, for {@code AzureWebJobsStorage}. */
    String connection() {
        return connection;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static String address(Pattern pattern, Process process, Path log)
            throws NpmPackage.Unavailable, IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            var found = pattern.matcher(Files.readString(log));
            if (found.find()) return found.group(1);
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.destroy();
                throw new NpmPackage.Unavailable("it does not start: " + NpmPackage.firstLine(log));
            }
        }
    }
}
