package io.github.usagebudget.http;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/** Records the addresses that a thread sends requests to, from {@link #start} to {@link #stop}. Thread-safe. */
public final class AskedHosts {
    private static final ThreadLocal<Set<URI>> NOTED = new ThreadLocal<>();

    private AskedHosts() {}

    /** Records into a new set from now on. */
    public static Set<URI> start() {
        var noted = new LinkedHashSet<URI>();
        NOTED.set(noted);
        return noted;
    }

    public static void stop() {
        NOTED.remove();
    }

    /** A request is about to be sent there. Called by the thread that waits for the answer. */
    public static void note(URI address) {
        var noted = NOTED.get();
        if (noted != null) noted.add(address);
    }
}
