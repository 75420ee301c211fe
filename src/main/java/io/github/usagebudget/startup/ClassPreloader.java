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
 * Loads the classes that the first call needs while Quarkus boots on another thread: most of a cold start is class loading, and the worker has
 * a second core. Runs none of their code and sends nothing. It is a middleware because the worker creates middlewares before it boots the
 * framework; it does nothing in a call. Thread-safe.
 */
public final class ClassPreloader implements Middleware {
    /** One class name a line, in the order of use. {@code mvn -Pbench -Dbench=record} writes it again. Names that do not exist are skipped. */
    static final String LIST = "/META-INF/first-call-classes.txt";

    /** Called by the worker; starts the loading. */
    public ClassPreloader() {
        var loading = new Thread(ClassPreloader::load, "load-ahead");
        loading.setDaemon(true);
        loading.start();
    }

    private static void load() {
        try (var list = ClassPreloader.class.getResourceAsStream(LIST)) {
            if (list != null) load(list, ClassPreloader.class.getClassLoader());
        } catch (IOException e) {
            // the classes are loaded when they are needed, as without this list
        }
    }

    static void load(InputStream list, ClassLoader loader) throws IOException {
        var names = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
        for (var name = names.readLine(); name != null; name = names.readLine()) {
            try {
                // getDeclaredConstructors makes the JVM link and verify the class, but not initialize it
                Class.forName(name, false, loader).getDeclaredConstructors();
            } catch (ClassNotFoundException | LinkageError e) {
                // the code that needs the class will fail itself
            }
        }
    }

    @Override
    public void invoke(MiddlewareContext invocation, MiddlewareChain chain) throws Exception {
        chain.doNext(invocation);
    }
}
