package io.github.usagebudget.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which the local host keeps blobs and queue messages. */
record StoredFiles(Path folder) {
    static StoredFiles temporary() throws IOException {
        return new StoredFiles(Files.createTempDirectory("local-storage"));
    }

    /** Stores a blob: {@code container/name}. */
    void write(String blob, String text) throws IOException {
        write(blob, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String blob, byte[] content) throws IOException {
        var file = blob(blob);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    Path blob(String name) {
        return folder.resolve("blobs").resolve(name);
    }

    /** The blobs whose names start with this folder, sorted. */
    List<Path> blobs(String name) throws IOException {
        return files(blob(name));
    }

    Path queue(String name) {
        return folder.resolve("queues").resolve(name);
    }

    List<Path> messages(String queue) throws IOException {
        return files(queue(queue));
    }

    /** Deletes the blobs and messages; the folders stay. */
    void clear() throws IOException {
        for (var file : files(folder)) Files.delete(file);
    }

    void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
