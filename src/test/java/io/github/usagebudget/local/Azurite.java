package io.github.usagebudget.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Azurite, Microsoft's emulator of Azure Storage, in a process of its own; npm installs it below {@code target} when it is first wanted. */
final class Azurite implements AutoCloseable {
    private static final Path SOURCE = Path.of("src/test/azurite");
    private static final Path FOLDER = Path.of("target/azurite");
    private static final List<String> FILES = List.of("package.json", "package-lock.json");
    private static final int INSTALL_SECONDS = 60;
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

    /** Says why there is none: no node, no npm, nothing to install from. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        private Unavailable(String message) {
            super(message);
        }
    }

    /** On free ports, empty, with a key of its own. */
    static Azurite started() throws Unavailable, IOException, InterruptedException {
        install();
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
        var log = log("azurite.log");
        var process = started(builder, log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Azurite(
                process,
                "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key
                        + ";BlobEndpoint=" + address(BLOB, process, log) + "/" + ACCOUNT
                        + ";QueueEndpoint=" + address(QUEUE, process, log) + "/" + ACCOUNT);
    }

    /** As {@code AzureWebJobsStorage} wants it. */
    String connection() {
        return connection;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** Once for each lock file; what npm has downloaded it keeps in a cache of its own. */
    private static void install() throws Unavailable, IOException, InterruptedException {
        var done = FOLDER.resolve("installed");
        if (Files.exists(done) && Files.mismatch(done, SOURCE.resolve("package-lock.json")) < 0) return;
        Files.createDirectories(FOLDER);
        for (var file : FILES)
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        var log = log("npm.log");
        var npm = started(
                new ProcessBuilder(
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--fetch-retries=1",
                        "--no-audit",
                        "--no-fund",
                        "--no-update-notifier",
                        "--loglevel=error"),
                log);
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly().waitFor();
            throw new Unavailable("npm could not install it within " + INSTALL_SECONDS + " s");
        }
        if (npm.exitValue() != 0) throw new Unavailable("npm could not install it: " + firstLine(log));
        Files.copy(SOURCE.resolve("package-lock.json"), done, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Process started(ProcessBuilder builder, Path log) throws Unavailable {
        try {
            return builder.directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new Unavailable(builder.command().get(0) + " cannot be started: " + e.getMessage());
        }
    }

    private static Path log(String name) throws IOException {
        return Files.createDirectories(FOLDER).resolve(name).toAbsolutePath();
    }

    private static String address(Pattern says, Process process, Path log)
            throws Unavailable, IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            var said = says.matcher(Files.readString(log));
            if (said.find()) return said.group(1);
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.destroy();
                throw new Unavailable("it does not start: " + firstLine(log));
            }
        }
    }

    private static String firstLine(Path log) throws IOException {
        return Files.readString(log).lines().findFirst().orElse("it says nothing");
    }
}
