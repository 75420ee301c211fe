package io.github.usagebudget.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program for at most a minute. */
final class Command {
    /** @param output standard output and standard error */
    record CommandResult(int code, String output) {}

    private Command() {}

    /** @throws IOException if there is no such program */
    static CommandResult run(Path folder, List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("command", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new CommandResult(-1, "still running after a minute: " + Files.readString(output));
            }
            return new CommandResult(
                    process.exitValue(), Files.readString(output).strip());
        } finally {
            Files.delete(output);
        }
    }
}
