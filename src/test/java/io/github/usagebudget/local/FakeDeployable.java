package io.github.usagebudget.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A staging folder with {@link FakeFunctions} in its jar and function.json files that a test adds. */
final class FakeDeployable {
    static final String TIMER = "{'type':'timerTrigger','direction':'in','name':'timer','schedule':'0 0 6 * * *'}";

    private final Path folder;

    FakeDeployable(Path folder) throws IOException {
        this.folder = folder;
        var name = FakeFunctions.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("functions.jar")));
                var code = FakeFunctions.class.getResourceAsStream("FakeFunctions.class")) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
        host("{}");
    }

    FakeDeployable host(String json) throws IOException {
        Files.writeString(folder.resolve("host.json"), json.replace('\'', '"'));
        return this;
    }

    /** Adds a function that has the method's name. */
    FakeDeployable function(String method, String... bindings) throws IOException {
        var json = "{'entryPoint':'" + FakeFunctions.class.getName() + "." + method + "','bindings':["
                + String.join(",", bindings) + "]}";
        Files.writeString(
                Files.createDirectories(folder.resolve(method)).resolve("function.json"), json.replace('\'', '"'));
        return this;
    }

    static String in(String name, String path) {
        return "{'type':'blob','direction':'in','name':'" + name + "','path':'" + path + "'}";
    }

    static String binary(String name, String path) {
        return "{'type':'blob','direction':'in','name':'" + name + "','path':'" + path + "','dataType':'binary'}";
    }

    static String out(String name, String path) {
        return "{'type':'blob','direction':'out','name':'" + name + "','path':'" + path + "'}";
    }

    static String queue(String name, String queue) {
        return "{'type':'queue','direction':'out','name':'" + name + "','queueName':'" + queue + "'}";
    }

    static String onMessage(String queue) {
        return "{'type':'queueTrigger','direction':'in','name':'message','queueName':'" + queue + "'}";
    }
}
