package io.github.usagebudget.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/** One thing that goes wrong with one request. */
@FunctionalInterface
public interface SimulatedFault {
    /** @param truth what the neighbour would do by itself; a fault may call it or not */
    Reply apply(RecordedRequest request, Function<RecordedRequest, Reply> truth);

    /** Nothing goes wrong: a place in a script. */
    static SimulatedFault none() {
        return (request, truth) -> truth.apply(request);
    }

    static SimulatedFault answering(Reply reply) {
        return (request, truth) -> reply;
    }

    static SimulatedFault status(int status) {
        return answering(Reply.empty(status));
    }

    static SimulatedFault status(int status, int code, String description) {
        return answering(Reply.json(
                status,
                Json.map("code", new Json.Digits("" + code), "description", description, "source", "Simulator")));
    }

    /** The same, with one more header in its answer. */
    default SimulatedFault with(String name, String value) {
        return (request, truth) -> apply(request, truth).with(name, value);
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

    /** What a gateway says when what is behind it does not. */
    static SimulatedFault html(int status) {
        return answering(
                Reply.text(status, "text/html", "<html><body><h1>" + status + " Bad Gateway</h1></body></html>"));
    }

    /** The connection is closed, and nothing was done. */
    static SimulatedFault droppedBefore() {
        return answering(Reply.DROP);
    }

    /** What was asked is done, and the connection closed: nobody hears of it. */
    static SimulatedFault droppedAfter() {
        return (request, truth) -> {
            truth.apply(request);
            return Reply.DROP;
        };
    }

    /** No answer until the latch opens. */
    static SimulatedFault silentUntil(CountDownLatch released) {
        return (request, truth) -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.DROP;
        };
    }

    /** The true answer, which is a JSON object, with some of its members changed. */
    static SimulatedFault changing(Consumer<Map<String, Object>> change) {
        return (request, truth) -> {
            var reply = truth.apply(request);
            var body = Json.object(new String(reply.body(), StandardCharsets.UTF_8));
            change.accept(body);
            return new Reply(reply.status(), reply.headers(), Json.write(body).getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The true answer with so many spaces after it, which JSON allows. */
    static SimulatedFault padded(int bytes) {
        return (request, truth) -> {
            var reply = truth.apply(request);
            var text = new String(reply.body(), StandardCharsets.UTF_8) + " ".repeat(bytes);
            return new Reply(reply.status(), reply.headers(), text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The true answer behind a byte order mark (docs/partner-center.md, "Reading the answer"). */
    static SimulatedFault byteOrderMark() {
        return (request, truth) -> {
            var reply = truth.apply(request);
            var text = "\uFEFF" + new String(reply.body(), StandardCharsets.UTF_8);
            return new Reply(reply.status(), reply.headers(), text.getBytes(StandardCharsets.UTF_8));
        };
    }
}
