package io.github.usagebudget.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class that {@code mvn -Plocal} runs inside Maven. Starts {@link LocalRun} in a separate JVM, passes on the settings that were
 * given as {@code -D}, and fails if that JVM fails.
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var run = process(settings(), arguments).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(run::destroy));
        var code = run.waitFor();
        if (code != 0) throw new LaunchFailed(code);
    }

    /** A JVM for {@link LocalRun}. */
    static ProcessBuilder process(List<String> systemProperties, String... arguments) {
        var flags = new ArrayList<String>();
        // without this, Quarkus' threads end with a stack trace on JDK 24 and newer
        flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        flags.addAll(systemProperties);
        return JavaProcess.of(LocalRun.class, flags, arguments);
    }

    private static List<String> settings() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("local.") || name.matches("[A-Z][A-Za-z0-9_]+"))
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    /** Fails Maven's build without a stack trace, because the run has already printed the reason. */
    private static final class LaunchFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LaunchFailed(int code) {
            super("the local run ended with exit code " + code, null, false, false);
        }
    }
}
