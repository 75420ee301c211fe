package io.github.usagebudget.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Blobs and queues in a folder: {@code blobs/container/name}, {@code queues/queue/number.json}. One process at a time. */
final class LocalStorage {
    private final Path folder;

    // Mutable state, guarded by this
    private int messages;

    LocalStorage(Path folder) {
        this.folder = folder;
    }

    /** One that is gone when the process ends. */
    static LocalStorage temporary() {
        try {
            var folder = Files.createTempDirectory("usage-budget-storage");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return new LocalStorage(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Optional<byte[]> blob(String path) {
        var file = inside("blobs", path);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void store(String path, byte[] content) {
        write(inside("blobs", path), content);
    }

    /** Oldest first. */
    List<Path> messages(String queue) {
        var waiting = inside("queues", queue);
        if (!Files.isDirectory(waiting)) return List.of();
        try (Stream<Path> files = Files.list(waiting)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void enqueue(String queue, String message) {
        var name = String.format("%019d-%06d.json", System.nanoTime(), ++messages);
        write(inside("queues", queue + "/" + name), message.getBytes(StandardCharsets.UTF_8));
    }

    /** No name leads out of the folder. */
    private Path inside(String kind, String path) {
        var root = folder.resolve(kind);
        var file = root.resolve(path).normalize();
        if (!file.startsWith(root)) throw new IllegalArgumentException("no such name: " + path);
        return file;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
