package io.github.usagebudget.local;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * Loads a deployable as the Java worker does: its function.json files, a class loader for its jars, its instance injector and its
 * middleware.
 */
final class StagingFolder implements AutoCloseable {
    private final Path folder;
    private final Map<String, Object> hostFile;
    private final URLClassLoader loader;
    private final FunctionInstanceInjector instances;
    private final List<Middleware> middleware = new ArrayList<>();

    /** Loads the deployable, which boots its framework. */
    StagingFolder(Path folder) {
        this.folder = folder;
        this.hostFile = json(folder.resolve("host.json"));
        // like the worker, initialize logging before the deployable loads, so that its framework cannot replace the log
        // manager
        LogManager.getLogManager();
        this.loader = new URLClassLoader(jars(), new FunctionInterfaces(StagingFolder.class.getClassLoader()));
        var caller = useClassLoader();
        try {
            ServiceLoader.load(Middleware.class, loader).forEach(middleware::add);
            this.instances = ServiceLoader.load(FunctionInstanceInjector.class, loader)
                    .findFirst()
                    .orElseGet(NewInstances::new);
        } finally {
            Thread.currentThread().setContextClassLoader(caller);
        }
    }

    /** Makes the deployable's class loader the thread's context class loader, as in the worker. Returns the previous one. */
    ClassLoader useClassLoader() {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        return before;
    }

    Map<String, Object> hostFile() {
        return hostFile;
    }

    String routePrefix() {
        return hostFile().get("extensions") instanceof Map<?, ?> extensions
                        && extensions.get("http") instanceof Map<?, ?> http
                        && http.get("routePrefix") instanceof String prefix
                ? prefix
                : "api";
    }

    List<LocalFunction> functions() {
        try (var folders = Files.list(folder)) {
            return folders.filter(dir -> Files.exists(dir.resolve("function.json")))
                    .sorted()
                    .map(dir -> LocalFunction.of(
                            dir.getFileName().toString(), json(dir.resolve("function.json")), this::load))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object instance(Class<?> type) throws Exception {
        return instances.getInstance(type);
    }

    List<Middleware> middleware() {
        return middleware;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private Class<?> load(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("function.json names a class that no jar contains: " + name, e);
        }
    }

    private URL[] jars() {
        if (!Files.isDirectory(folder)) throw new IllegalStateException("no staging folder: run mvn package first");
        return Stream.of(folder, folder.resolve("lib"))
                .filter(Files::isDirectory)
                .flatMap(StagingFolder::files)
                .filter(file -> file.toString().endsWith(".jar"))
                .sorted()
                .map(StagingFolder::url)
                .toArray(URL[]::new);
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> json(Path file) {
        try {
            return Json.object(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The worker's injector for a deployable that has none. */
    private static final class NewInstances implements FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> type) throws Exception {
            return type.getConstructor().newInstance();
        }
    }

    /** The parent of the deployable's class loader: the JDK, and the interfaces that host and function share. */
    private static final class FunctionInterfaces extends ClassLoader {
        private final ClassLoader host;

        FunctionInterfaces(ClassLoader host) {
            super(ClassLoader.getPlatformClassLoader());
            this.host = host;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("com.microsoft.azure.functions.")) return host.loadClass(name);
            throw new ClassNotFoundException(name);
        }
    }
}
