package io.github.usagebudget.local;

import java.io.IOException;
import java.util.List;

/**
 * What {@code mvn -Plocal} calls inside Maven: starts {@link LocalRun} in a JVM of its own, with the settings that were given as
 * {@code -D}, and ends as it ends.
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var run = JavaProcess.of(LocalRun.class, given(), arguments).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(run::destroy));
        var code = run.waitFor();
        if (code != 0) throw new IllegalStateException("the local run ended with exit code " + code);
    }

    private static List<String> given() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("local.") || name.matches("[A-Z][A-Za-z0-9_]+"))
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }
}
