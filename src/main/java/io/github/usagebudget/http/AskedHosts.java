package io.github.usagebudget.http;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/** Notes which addresses a thread sends requests to, as long as it wants to know. Thread-safe. */
public final class AskedHosts {
    private static final ThreadLocal<Set<URI>> NOTED = new ThreadLocal<>();

    private AskedHosts() {}

    /** From here on what this thread asks is noted in a new set, until {@link #stop}. */
    public static Set<URI> start() {
        var noted = new LinkedHashSet<URI>();
        NOTED.set(noted);
        return noted;
    }

    public static void stop() {
        NOTED.remove();
    }

    /** A request is about to be sent there, or to fail on the way; for the thread that waits for the answer. */
    public static void note(URI address) {
        var noted = NOTED.get();
        if (noted != null) noted.add(address);
    }
}
