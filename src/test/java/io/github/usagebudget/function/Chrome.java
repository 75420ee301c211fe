package io.github.usagebudget.function;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chrome or Chromium of this machine: {@code CHROME_BIN}, one on the PATH, or one that Playwright or Puppeteer fetched. */
record Chrome(Path program) {
    private static final long PATIENCE_SECONDS = 60;

    static Optional<Chrome> ofThisMachine() {
        return Stream.of(named(), onPath(), cached())
                .flatMap(candidates -> candidates)
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Chrome::new);
    }

    /** The document as it stands after its scripts have run. */
    String rendered(String page) throws IOException, InterruptedException {
        // not in the system's folder for temporary files: a Chromium from a snap cannot see it
        var folder = Files.createTempDirectory(Path.of("target"), "page").toAbsolutePath();
        try {
            var file = Files.writeString(folder.resolve("report.html"), page);
            var dom = folder.resolve("dom.html");
            var chrome = new ProcessBuilder(
                            program.toString(),
                            "--headless",
                            "--disable-gpu",
                            "--no-sandbox",
                            "--user-data-dir=" + folder.resolve("profile"),
                            "--dump-dom",
                            file.toUri().toString())
                    .redirectOutput(dom.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!chrome.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                chrome.destroyForcibly().waitFor();
                throw new IOException(program + " did not end within " + PATIENCE_SECONDS + " s");
            }
            return Files.readString(dom, StandardCharsets.UTF_8);
        } finally {
            delete(folder);
        }
    }

    private static Stream<Path> named() {
        return Stream.ofNullable(System.getenv("CHROME_BIN"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private static Stream<Path> onPath() {
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
                .flatMap(name ->
                        Stream.of(folders).filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, name)));
    }

    private static Stream<Path> cached() {
        var caches = Path.of(System.getProperty("user.home"), ".cache");
        return Stream.of("ms-playwright", "puppeteer")
                .map(caches::resolve)
                .filter(Files::isDirectory)
                .flatMap(Chrome::programs);
    }

    private static Stream<Path> programs(Path cache) {
        try (var files = Files.find(
                cache,
                5,
                (path, attributes) ->
                        path.getFileName().toString().matches("chrome|chrome-headless-shell|headless_shell"))) {
            return files.sorted(Comparator.reverseOrder()).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // a helper of the browser's may outlive it for a moment and still write; mvn clean takes what is left
        }
    }
}
