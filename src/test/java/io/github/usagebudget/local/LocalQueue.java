package io.github.usagebudget.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One queue: a file for each message, its text as it is. Its name ends with how often it was taken out, so that a restarted host goes
 * on where the last one stopped. What is not covered: the transport's base64, expiry. Thread-safe, but for one taker.
 */
final class LocalQueue {
    /** As text, which is what the host's base64 leaves of Azure's 64 KiB. */
    private static final int LONGEST = 48 * 1024;

    private static final Pattern FILE = Pattern.compile("(.*?)(?:\\.(\\d{1,9}))?\\.json");
    private static final AtomicInteger SENT = new AtomicInteger();

    private final LocalStorage storage;
    private final String name;
    private final Path folder;

    LocalQueue(LocalStorage storage, String name, Path folder) {
        this.storage = storage;
        this.name = name;
        this.folder = folder;
    }

    /** A message in somebody's hands. */
    record Message(Path file, String id, String text, int dequeueCount) {}

    void send(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST)
            throw new IllegalArgumentException("a queue message has at most " + LONGEST + " bytes");
        var sent = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        storage.write(folder.resolve(String.format("%019d-%06d.json", sent, SENT.incrementAndGet())), text);
    }

    /** Oldest first. */
    List<Path> messages() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message, taken out once more; none where somebody removed the file. */
    Optional<Message> taken(Path file) {
        var parts = FILE.matcher(file.getFileName().toString());
        var id = parts.matches() ? parts.group(1) : file.getFileName().toString();
        var count = 1 + (parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : 0);
        try {
            var held = Files.move(file, file.resolveSibling(id + "." + count + ".json"));
            return Optional.of(new Message(held, id, Files.readString(held), count));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(Message message) {
        try {
            Files.deleteIfExists(message.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a message aside that nobody could use. */
    void poison(Message message) {
        storage.queue(name + "-poison").send(message.text());
        delete(message);
    }
}
