package io.github.usagebudget.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The deployable of the build, which passes its path as a system property. */
final class Packaged {
    static final Path FOLDER = Path.of(System.getProperty("staging.directory"));
    static final Path JAR = FOLDER.resolve("usage-budget-function-1.0.0-SNAPSHOT-runner.jar");
    static final Path LIBRARIES = FOLDER.resolve("lib/usage-budget-function-libraries.jar");

    private Packaged() {}

    /** The names of the merged jars, as {@code group.name-version.jar}. */
    static List<String> libraries() throws IOException {
        return text(LIBRARIES, "META-INF/libraries.txt").lines().toList();
    }

    static String text(Path jar, String entry) throws IOException {
        try (var read = new JarFile(jar.toFile())) {
            return new String(read.getInputStream(read.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The paths of all files and of all entries of the jars. */
    static List<String> files() throws IOException {
        try (var files = Files.walk(FOLDER);
                var jar = new JarFile(JAR.toFile());
                var libraries = new JarFile(LIBRARIES.toFile())) {
            var all = files.filter(Files::isRegularFile).map(Path::toString).toList();
            return Stream.of(all, entries(jar), entries(libraries))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    private static List<String> entries(JarFile jar) {
        return jar.stream().map(ZipEntry::getName).toList();
    }
}
