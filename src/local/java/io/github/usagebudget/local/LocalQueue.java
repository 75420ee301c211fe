package io.github.usagebudget.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A queue in a folder: one file for each message, with the message's text. The file name ends with the dequeue count, so that the count
 * survives a restart of the host. Not covered: the transport's base64, expiry, several hosts.
 */
final class LocalQueue implements HostQueue {
    /** In bytes: Azure's limit of 64 KiB applies to the base64 text that the host sends. */
    private static final int LONGEST = 48 * 1024;

    private static final Pattern FILE = Pattern.compile("(.*?)(?:\\.(\\d{1,9}))?\\.json");
    private static final AtomicInteger SENT = new AtomicInteger();

    private final LocalStorage storage;
    private final Path folder;
    private final Clock clock;

    // Mutable state, guarded by this: until when the message of an id is invisible
    private final Map<String, Instant> invisible = new HashMap<>();

    LocalQueue(LocalStorage storage, Path folder, Clock clock) {
        this.storage = storage;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void send(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST)
            throw new IllegalArgumentException("a queue message must have at most " + LONGEST + " bytes");
        var sent = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        storage.write(folder.resolve(String.format("%019d-%06d.json", sent, SENT.incrementAndGet())), text);
    }

    @Override
    public synchronized List<Message> take(int max) {
        var now = clock.instant();
        return files().stream()
                .filter(file ->
                        !invisible.getOrDefault(Name.of(file).id(), Instant.MIN).isAfter(now))
                .limit(max)
                .flatMap(file -> takeFrom(file).stream())
                .toList();
    }

    @Override
    public synchronized void delete(Message message) {
        try {
            Files.deleteIfExists(file(message.id(), message.dequeueCount()));
            invisible.remove(message.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void release(Message message, Duration time) {
        invisible.put(message.id(), clock.instant().plus(time));
    }

    /** The texts of all messages, visible or not. */
    List<String> texts() {
        return files().stream().map(LocalQueue::text).toList();
    }

    /** The oldest first. */
    private List<Path> files() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a message; empty if its file was deleted meanwhile. */
    private Optional<Message> takeFrom(Path file) {
        var name = Name.of(file);
        try {
            var taken = Files.move(file, file(name.id(), name.dequeueCount() + 1));
            invisible.put(name.id(), Instant.MAX);
            return Optional.of(new Message(name.id(), Files.readString(taken), name.dequeueCount() + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id, int dequeueCount) {
        return folder.resolve(id + "." + dequeueCount + ".json");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Name(String id, int dequeueCount) {
        private static Name of(Path file) {
            var name = file.getFileName().toString();
            var parts = FILE.matcher(name);
            if (!parts.matches()) return new Name(name, 0);
            return new Name(parts.group(1), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
        }
    }
}
