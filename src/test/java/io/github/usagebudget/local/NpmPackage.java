package io.github.usagebudget.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** A program for tests that npm installs. Its lock file names no registry, so npm uses the one that the machine is configured for. */
public final class NpmPackage {
    private static final int INSTALL_SECONDS = 60;

    private NpmPackage() {}

    /** The program cannot be installed or started; the message says why. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /**
     * Installs the dependencies of {@code src/test/{name}} into {@code target/{name}}, once for each version of the lock file.
     */
    public static Path installed(String name) throws Unavailable, IOException, InterruptedException {
        var source = Path.of("src/test", name);
        var folder = Files.createDirectories(Path.of("target", name));
        try (var files = Files.newDirectoryStream(source, "*.{json,js}")) {
            for (var file : files)
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        var done = folder.resolve("installed");
        var lock = folder.resolve("package-lock.json");
        if (Files.exists(done) && Files.mismatch(done, lock) < 0) return folder;
        install(folder);
        Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    private static void install(Path folder) throws Unavailable, IOException, InterruptedException {
        var log = folder.resolve("npm.log");
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
                folder,
                log);
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly().waitFor();
            throw new Unavailable("npm could not install it within " + INSTALL_SECONDS + " s");
        }
        if (npm.exitValue() != 0) throw new Unavailable("npm could not install it: " + firstLine(log));
    }

    static Process started(ProcessBuilder builder, Path folder, Path log) throws Unavailable {
        try {
            return builder.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new Unavailable(builder.command().get(0) + " cannot be started: " + e.getMessage());
        }
    }

    static String firstLine(Path log) throws IOException {
        return Files.readString(log).lines().findFirst().orElse("no output");
    }
}
