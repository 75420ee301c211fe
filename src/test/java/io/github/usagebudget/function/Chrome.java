package io.github.usagebudget.function;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A Chrome or Chromium on this machine: {@code CHROME_BIN}, one on the PATH, or one that Playwright or Puppeteer fetched. */
record Chrome(Path program) {
    static Optional<Chrome> ofThisMachine() {
        return Stream.of(named(), onPath(), cached())
                .flatMap(candidates -> candidates)
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Chrome::new);
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
}
