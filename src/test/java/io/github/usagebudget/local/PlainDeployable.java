package io.github.usagebudget.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A staging folder with {@link PlainFunction}, or a function like it, and the jars that it needs. */
final class PlainDeployable {
    private static final List<Class<?>> JACKSON = List.of(JsonFactory.class, ObjectMapper.class, JsonInclude.class);

    /** One class from each jar that the Azure SDK and the function with it need. Only the bench has these jars on its class path. */
    private static final List<String> AZURE_SDK = List.of(
            "com.azure.identity.ManagedIdentityCredentialBuilder",
            "com.azure.security.keyvault.secrets.SecretClientBuilder",
            "com.azure.core.http.HttpClient",
            "com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder",
            "com.azure.json.JsonReader",
            "com.azure.xml.XmlReader",
            "com.microsoft.aad.msal4j.ConfidentialClientApplication",
            "com.microsoft.aad.msal4jextensions.PersistenceTokenCacheAccessAspect",
            "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule",
            "com.sun.jna.Native",
            "com.sun.jna.platform.win32.Crypt32",
            "org.reactivestreams.Publisher",
            "org.slf4j.Logger",
            "reactor.core.publisher.Mono");

    private PlainDeployable() {}

    static Path in(Path folder, Path deployable) throws IOException {
        return in(folder, deployable, List.of(PlainFunction.class), JACKSON);
    }

    /** A staging folder with the function that uses the Azure SDK. */
    static Path withAzureSdk(Path folder, Path deployable) throws IOException {
        try {
            var code = List.of(
                    Class.forName("io.github.usagebudget.local.AzureSdkFunction"),
                    Class.forName("io.github.usagebudget.local.LoopbackHttpClient"),
                    PlainFunction.class);
            var libraries = new ArrayList<>(JACKSON);
            for (var name : AZURE_SDK)
                libraries.add(Class.forName(name, false, PlainDeployable.class.getClassLoader()));
            return in(folder, deployable, code, libraries);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the bench runs with its Maven profile only", e);
        }
    }

    /** @param code the classes to copy; the first is the function */
    private static Path in(Path folder, Path deployable, List<Class<?>> code, List<Class<?>> libraries)
            throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("plain-function.jar")))) {
            for (var type : code) {
                jar.putNextEntry(new JarEntry(type.getName().replace('.', '/') + ".class"));
                try (var bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                    bytes.transferTo(jar);
                }
            }
        }
        for (var type : libraries) {
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
                """.formatted(code.get(0).getName()));
        return folder;
    }
}
