package io.github.usagebudget.startup;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Loads what the first call will need while Quarkus boots on another thread: most of a cold start is the loading of classes, and the worker
 * has a second core to spare. Runs none of their code, and asks nobody. A middleware because the worker makes those before it
 * boots the framework; it has no part in any call. Thread-safe.
 */
public final class ClassPreloader implements Middleware {
    /** One name a line, in the order of need; {@code mvn -Pbench -Dbench=record} writes it anew. What is no longer there is passed over. */
    static final String LIST = "/META-INF/first-call-classes.txt";

    /** The worker's; starts the loading. */
    public ClassPreloader() {
        var loading = new Thread(ClassPreloader::load, "load-ahead");
        loading.setDaemon(true);
        loading.start();
    }

    private static void load() {
        try (var list = ClassPreloader.class.getResourceAsStream(LIST)) {
            if (list != null) load(list, ClassPreloader.class.getClassLoader());
        } catch (IOException e) {
            // they are loaded when they are needed, as without this
        }
    }

    static void load(InputStream list, ClassLoader loader) throws IOException {
        var names = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
        for (var name = names.readLine(); name != null; name = names.readLine()) {
            try {
                // asking for its constructors makes the JVM link and verify it, but not initialize it
                Class.forName(name, false, loader).getDeclaredConstructors();
            } catch (ClassNotFoundException | LinkageError e) {
                // whoever needs it will say so
            }
        }
    }

    @Override
    public void invoke(MiddlewareContext invocation, MiddlewareChain chain) throws Exception {
        chain.doNext(invocation);
    }
}
