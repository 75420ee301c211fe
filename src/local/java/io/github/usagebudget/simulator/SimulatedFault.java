package io.github.usagebudget.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fault that one request meets. */
@FunctionalInterface
public interface SimulatedFault {
    /** @param service handles the request without the fault; a fault need not call it */
    Reply apply(RecordedRequest request, Function<RecordedRequest, Reply> service);

    /** No fault, as a placeholder in a script. */
    static SimulatedFault none() {
        return (request, service) -> service.apply(request);
    }

    static SimulatedFault answering(Reply reply) {
        return (request, service) -> reply;
    }

    static SimulatedFault status(int status) {
        return answering(Reply.empty(status));
    }

    static SimulatedFault status(int status, int code, String description) {
        return answering(Reply.json(
                status,
                Json.map("code", new Json.Digits("" + code), "description", description, "source", "Simulator")));
    }

    /** Adds a header to the answer. */
    default SimulatedFault with(String name, String value) {
        return (request, service) -> apply(request, service).with(name, value);
    }

    /** The API gateway's own throttling answer (docs/partner-center.md, "Throttling"). */
    static SimulatedFault throttled(int seconds) {
        return answering(Reply.json(
                        429,
                        Json.map(
                                "statusCode",
                                new Json.Digits("429"),
                                "message",
                                "Rate limit is exceeded. Try again in " + seconds + " seconds."))
                .with("Retry-After", "" + seconds));
    }

    /** An HTML page, as a gateway sends it if the service behind it fails. */
    static SimulatedFault html(int status) {
        return answering(
                Reply.text(status, "text/html", "<html><body><h1>" + status + " Bad Gateway</h1></body></html>"));
    }

    /** Closes the connection without handling the request. */
    static SimulatedFault droppedBefore() {
        return answering(Reply.DROP);
    }

    /** Handles the request, and then closes the connection without an answer. */
    static SimulatedFault droppedAfter() {
        return (request, service) -> {
            service.apply(request);
            return Reply.DROP;
        };
    }

    /** Waits until the latch opens, and then closes the connection without an answer. */
    static SimulatedFault silentUntil(CountDownLatch released) {
        return (request, service) -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.DROP;
        };
    }

    /** Changes members of the service's answer, which must be a JSON object. */
    static SimulatedFault changing(Consumer<Map<String, Object>> change) {
        return (request, service) -> {
            var reply = service.apply(request);
            var body = Json.object(new String(reply.body(), StandardCharsets.UTF_8));
            change.accept(body);
            return new Reply(reply.status(), reply.headers(), Json.write(body).getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Appends spaces to the service's answer, which JSON allows. */
    static SimulatedFault padded(int bytes) {
        return (request, service) -> {
            var reply = service.apply(request);
            var text = new String(reply.body(), StandardCharsets.UTF_8) + " ".repeat(bytes);
            return new Reply(reply.status(), reply.headers(), text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Puts a byte order mark before the service's answer (docs/partner-center.md, "Reading the answer"). */
    static SimulatedFault byteOrderMark() {
        return (request, service) -> {
            var reply = service.apply(request);
            var text = "\uFEFF" + new String(reply.body(), StandardCharsets.UTF_8);
            return new Reply(reply.status(), reply.headers(), text.getBytes(StandardCharsets.UTF_8));
        };
    }
}
