package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever builds the same sources with the same JDK gets the same deployable, and so can tell what was built from them. */
class SameBytesIT {
    private static final List<String> SOURCES = List.of("pom.xml", "host.json", "src/main", "src/packaging");

    @Test
    void another_build_of_the_sources_in_another_folder_leaves_the_same_bytes(@TempDir Path elsewhere)
            throws Exception {
        for (var source : SOURCES) copy(Path.of(source), elsewhere.resolve(source));
        build(elsewhere);
        var again = elsewhere.resolve("target/azure-functions").resolve(Packaged.FOLDER.getFileName());
        assertThat(sums(again)).hasSize(9).isEqualTo(sums(Packaged.FOLDER));
    }

    /** Offline: all that it needs the build around it has just used. */
    private static void build(Path folder) throws IOException, InterruptedException {
        var output = folder.resolve("build.log");
        var maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-o",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "-Dmaven.test.skip",
                        "-DfunctionAppName=" + Packaged.FOLDER.getFileName(),
                        "package")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = maven.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static Map<String, String> sums(Path folder) throws IOException, NoSuchAlgorithmException {
        var sums = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                sums.put(
                        folder.relativize(file).toString(),
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        }
        return sums;
    }
}
