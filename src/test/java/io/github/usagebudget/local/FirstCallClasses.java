package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The classes of a deployable that its first update loads, in the order of loading. */
final class FirstCallClasses {
    static final Path LIST = Path.of("src/main/resources/META-INF/first-call-classes.txt");

    private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source: ");
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";

    private FirstCallClasses() {}

    /**
     * Measures in a copy of the deployable without preloading. Leaves out classes that Quarkus generates, because their names differ from
     * build to build.
     *
     * @param work a folder for the copy and its log
     */
    static List<String> of(Path deployable, Path work) throws IOException, InterruptedException {
        var copy = copied(deployable, work.resolve("without-preloading"));
        var log = work.resolve("first-call-classes.log");
        try (var simulator = Simulator.started()) {
            simulator.partnerCenter().customer(CUSTOMER, "80");
            try (var host = HostProcess.started(copy, simulator.settings(), List.of("-Xlog:class+load:file=" + log))) {
                update(host.url());
            }
        }
        var inJars = classes(copy);
        var loaded = new ArrayList<String>();
        for (var line : Files.readAllLines(log)) {
            var name = LOADED.matcher(line);
            if (name.find() && inJars.contains(name.group(1))) loaded.add(name.group(1));
        }
        return loaded;
    }

    private static void update(URI host) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(host + "/api/usage-budget"))
                .header("x-functions-key", LocalHost.KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":100.10}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException("the update failed: " + answer.body());
    }

    private static Path copied(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (var jar : jars(to)) {
            try (var inside = FileSystems.newFileSystem(jar)) {
                Files.deleteIfExists(inside.getPath("/META-INF/first-call-classes.txt"));
            }
        }
        return to;
    }

    private static Set<String> classes(Path deployable) throws IOException {
        var names = new HashSet<String>();
        for (var file : jars(deployable)) {
            try (var jar = new JarFile(file.toFile())) {
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class") && !name.startsWith("io/quarkus/runner/"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.')));
            }
        }
        return names;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
