package io.github.usagebudget.local;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * HTTP functions of this JVM, on any free port of loopback, for tests that need no packaged deployable. It keeps nothing from a function
 * that the host would: no key is asked for, and every method gets through.
 */
public final class FunctionDoor implements AutoCloseable {
    /** A trigger's method. */
    @FunctionalInterface
    public interface HttpFunction {
        HttpResponseMessage run(HttpRequestMessage<Optional<String>> request, ExecutionContext invocation);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FunctionDoor::thread);
    private final Map<String, HttpFunction> functions;
    private final Supplier<ExecutionContext> invocations;

    private FunctionDoor(Map<String, HttpFunction> functions, Supplier<ExecutionContext> invocations)
            throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.functions = functions;
        this.invocations = invocations;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** @param functions by path */
    public static FunctionDoor open(Map<String, HttpFunction> functions, Supplier<ExecutionContext> invocations)
            throws IOException {
        return new FunctionDoor(functions, invocations);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Sees the functions' class loader, as in the worker; on newer JDKs than 17 the server's own threads do not get it from whoever opened the door. */
    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "function-door");
        thread.setContextClassLoader(FunctionDoor.class.getClassLoader());
        return thread;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var function = functions.get(exchange.getRequestURI().getPath());
            if (function == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var request = HttpExchanges.request(exchange, HttpExchanges.body(exchange));
            HttpExchanges.send(exchange, (HostRequest.HostResponse) function.run(request, invocations.get()));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
