package io.github.usagebudget.local;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM for the local host. Like the worker's JVM, it has the host's classes and Microsoft's interfaces, but none of the function. */
final class JavaProcess {
    private JavaProcess() {}

    static ProcessBuilder of(Class<?> main, List<String> systemProperties, String... arguments) {
        return of(classPath(), main, systemProperties, arguments);
    }

    /** @param classPath the host's; the function's class loader does not use it */
    static ProcessBuilder of(String classPath, Class<?> main, List<String> systemProperties, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the worker's own flags
        command.addAll(List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
        // one line for each log record
        command.add("-Djava.util.logging.SimpleFormatter.format=%4$s %5$s%n");
        command.addAll(systemProperties);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static String classPath() {
        return Stream.of(JavaProcess.class, HttpRequestMessage.class, HttpTrigger.class, Middleware.class)
                .map(type -> locationOf(type).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or folder that a class comes from. */
    static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
