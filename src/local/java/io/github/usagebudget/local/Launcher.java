package io.github.usagebudget.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code mvn -Plocal} calls inside Maven: starts {@link LocalRun} in a JVM of its own, with the settings that were given as
 * {@code -D}, and ends as it ends.
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var run = process(given(), arguments).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(run::destroy));
        var code = run.waitFor();
        if (code != 0) throw new LaunchFailed(code);
    }

    /** A JVM for {@link LocalRun}. */
    static ProcessBuilder process(List<String> systemProperties, String... arguments) {
        var flags = new ArrayList<String>();
        // from JDK 24 on, Quarkus' threads end with a stack trace without this
        flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        flags.addAll(systemProperties);
        return JavaProcess.of(LocalRun.class, flags, arguments);
    }

    private static List<String> given() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("local.") || name.matches("[A-Z][A-Za-z0-9_]+"))
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    /** Fails Maven's build. The run itself has said why, so Maven has no stack trace to show. */
    private static final class LaunchFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LaunchFailed(int code) {
            super("the local run ended with exit code " + code, null, false, false);
        }
    }
}
