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
 * Serves HTTP functions in this JVM on a free port of loopback, for tests that need no packaged deployable. Unlike the host, it checks no
 * key and passes every method to the function.
 */
public final class FunctionServer implements AutoCloseable {
    /** A trigger's method. */
    @FunctionalInterface
    public interface HttpFunction {
        HttpResponseMessage run(HttpRequestMessage<Optional<String>> request, ExecutionContext invocation);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FunctionServer::thread);
    private final Map<String, HttpFunction> functions;
    private final Supplier<ExecutionContext> invocations;

    private FunctionServer(Map<String, HttpFunction> functions, Supplier<ExecutionContext> invocations)
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
    public static FunctionServer open(Map<String, HttpFunction> functions, Supplier<ExecutionContext> invocations)
            throws IOException {
        return new FunctionServer(functions, invocations);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Sets the functions' class loader, as in the worker. On JDKs newer than 17, the server's threads do not inherit it. */
    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "function-server");
        thread.setContextClassLoader(FunctionServer.class.getClassLoader());
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
