package io.github.usagebudget.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A staging folder with {@link PlainFunction} and the three jars of Jackson that it needs. */
final class PlainDeployable {
    private PlainDeployable() {}

    static Path in(Path folder, Path deployable) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        var name = PlainFunction.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("plain-function.jar")));
                var code = PlainFunction.class.getResourceAsStream("PlainFunction.class")) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
        for (var type : List.of(JsonFactory.class, ObjectMapper.class, JsonInclude.class)) {
            var jar = JavaProcess.locationOf(type);
            Files.copy(jar, folder.resolve("lib").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(folder.resolve("host.json"), Files.readString(deployable.resolve("host.json")));
        Files.writeString(
                Files.createDirectories(folder.resolve("usage-budget")).resolve("function.json"),
                """
                {"scriptFile": "../plain-function.jar",
                 "entryPoint": "%s.run",
                 "bindings": [
                   {"type": "httpTrigger", "direction": "in", "name": "request", "route": "usage-budget",
                    "methods": ["POST"], "authLevel": "FUNCTION"},
                   {"type": "http", "direction": "out", "name": "$return"}]}
                """.formatted(PlainFunction.class.getName()));
        return folder;
    }
}
