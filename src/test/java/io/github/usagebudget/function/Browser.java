package io.github.usagebudget.function;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A Chrome without a window, driven by its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/). Used by one test at a
 * time.
 */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Awaited> awaited = new CopyOnWriteArrayList<>();

    private record Awaited(Predicate<JsonNode> event, CompletableFuture<JsonNode> seen) {}

    private Browser(Path folder, Process process, URI address) {
        this.folder = folder;
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
    }

    /** Skips the test if there is no browser on this machine. */
    static Browser started() {
        var found = Chrome.ofThisMachine();
        assumeTrue(
                found.isPresent(), "no Chrome or Chromium here (CHROME_BIN, PATH): the page is not tried in a browser");
        try {
            // not in the system's temporary folder, because a Chromium from a snap cannot see it
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "browser")
                    .toAbsolutePath();
            var process = new ProcessBuilder(
                            found.get().program().toString(),
                            "--headless",
                            "--disable-gpu",
                            "--no-sandbox",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + folder.resolve("profile"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Browser(folder, process, address(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the address from Chrome's error stream. A thread keeps reading, so that Chrome never blocks on a full pipe. */
    private static URI address(Process process) {
        var address = new CompletableFuture<URI>();
        var reader = new Thread(() -> {
            try (var lines = process.errorReader()) {
                lines.lines()
                        .filter(line -> line.startsWith("DevTools listening on "))
                        .forEach(line -> address.complete(URI.create(line.substring(line.indexOf("ws:")))));
            } catch (IOException | UncheckedIOException e) {
                address.completeExceptionally(e);
            }
            address.completeExceptionally(new IOException("the browser ended before it listened"));
        });
        reader.setDaemon(true);
        reader.start();
        return await(address);
    }

    Path folder() {
        return folder;
    }

    JsonNode send(String method, Map<String, ?> parameters, String session) {
        var id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        pending.put(id, answer);
        var message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) message.put("sessionId", session);
        socket.sendText(message.toString(), true).join();
        var reply = await(answer);
        if (reply.has("error")) throw new IllegalStateException(method + ": " + reply.get("error"));
        return reply.get("result");
    }

    /** Completes when the browser reports a matching event. Call it before the action that causes the event. */
    CompletableFuture<JsonNode> event(Predicate<JsonNode> wanted) {
        var seen = new CompletableFuture<JsonNode>();
        awaited.add(new Awaited(wanted, seen));
        return seen;
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void received(String text) {
        try {
            var message = JSON.readTree(text);
            if (message.has("id")) pending.remove(message.get("id").intValue()).complete(message);
            else
                awaited.stream()
                        .filter(each -> each.event().test(message))
                        .forEach(each -> each.seen().complete(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                received(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        send("Browser.close", Map.of(), "");
        await(process.onExit());
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // a helper process can outlive the browser for a moment and still write; mvn clean removes the rest
        }
    }
}
