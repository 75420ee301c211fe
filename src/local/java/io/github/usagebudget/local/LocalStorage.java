package io.github.usagebudget.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blobs and queues in a folder: {@code blobs/container/name}, {@code queues/queue/message}. Writes each file atomically. Not covered:
 * leases, ETags, metadata. Only one process at a time can use the folder.
 */
final class LocalStorage implements HostStorage {
    /** Azure's rule for names of containers and queues. */
    private static final String NAME = "[a-z0-9](-?[a-z0-9]){2,62}";

    private final Path folder;

    LocalStorage(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Storage that is deleted when the process ends. */
    static LocalStorage temporary() {
        try {
            var folder = Files.createTempDirectory("usage-budget-storage");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return new LocalStorage(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public Optional<byte[]> blob(String path) {
        var file = blobFile(path);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void store(String path, byte[] content) {
        write(blobFile(path), content);
    }

    @Override
    public LocalQueue queue(String name) {
        return queue(name, Clock.systemUTC());
    }

    LocalQueue queue(String name, Clock clock) {
        if (!name.matches(NAME)) throw new IllegalArgumentException("not a valid name of a queue: " + name);
        return new LocalQueue(this, folder.resolve("queues").resolve(name), clock);
    }

    void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            var temporary = Files.write(Files.createTempFile(folder, "new", ".tmp"), content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Rejects a name that leads out of its container. */
    private Path blobFile(String path) {
        var parts = path.split("/", 2);
        if (parts.length < 2 || !parts[0].matches(NAME))
            throw new IllegalArgumentException("not a container and the name of a blob: " + path);
        var container = folder.resolve("blobs").resolve(parts[0]);
        var file = container.resolve(parts[1]).normalize();
        if (file.equals(container) || !file.startsWith(container))
            throw new IllegalArgumentException("not a valid name of a blob: " + path);
        return file;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
