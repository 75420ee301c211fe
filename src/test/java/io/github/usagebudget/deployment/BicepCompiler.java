package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.usagebudget.deployment.Command.CommandResult;
import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The Bicep compiler that the environment variable BICEP names, or else the one on the PATH. It works on a copy of the files below
 * {@code target}, because it writes into their folders. Without a compiler, tests are skipped with a message.
 */
final class BicepCompiler {
    private static final String CONFIGURED = System.getenv("BICEP");
    private static final AtomicBoolean REPORTED = new AtomicBoolean();
    private static final List<String> SOURCES = List.of("infra", "src/test/bicep");

    private final Path folder;

    private BicepCompiler(Path folder) {
        this.folder = folder;
    }

    /** @param copy the name of a folder below {@code target}, different for each test class */
    static BicepCompiler on(String copy) throws IOException, InterruptedException {
        var folder = Path.of("target", copy);
        delete(folder);
        for (var source : SOURCES) copy(Path.of(source), folder.resolve(source));
        var compiler = new BicepCompiler(folder);
        if (!compiler.isAvailable()) {
            if (!REPORTED.getAndSet(true))
                System.out.println(
                        "SKIPPED: the Bicep files are not compiled: BICEP names no compiler, and no bicep is on the PATH");
            abort("no Bicep compiler");
        }
        return compiler;
    }

    private boolean isAvailable() throws IOException, InterruptedException {
        try {
            return run("--version").output().startsWith("Bicep CLI version");
        } catch (IOException e) {
            // a compiler that BICEP names must exist
            if (CONFIGURED != null) throw e;
            return false;
        }
    }

    /** The folder with the copy. */
    Path folder() {
        return folder;
    }

    CommandResult run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(
                CONFIGURED == null
                        ? "bicep"
                        : Path.of(CONFIGURED).toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        return Command.run(folder, command);
    }

    /** The resources that a deployment with these parameters creates, as far as they are known without Azure. */
    DeployedResources resources(String parameters) throws IOException, InterruptedException {
        var file = folder.resolve("src/test/bicep/" + parameters + ".bicepparam");
        var ended = run(
                "snapshot",
                folder.relativize(file).toString(),
                "--mode",
                "overwrite",
                "--subscription-id",
                "00000000-0000-0000-0000-000000000001",
                "--tenant-id",
                "00000000-0000-0000-0000-000000000002",
                "--location",
                "westeurope");
        assertThat(ended).isEqualTo(new CommandResult(0, ""));
        return new DeployedResources(Json.object(Files.readString(file.resolveSibling(parameters + ".snapshot.json"))));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
    }
}
