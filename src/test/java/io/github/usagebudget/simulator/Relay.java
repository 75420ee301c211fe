package io.github.usagebudget.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Stands between the function and a simulated service, like a gateway: it sends more, or other, than that service answers. */
public final class Relay implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** When a server closes a connection, seen from a client that sends a request on it. */
    public enum Moment {
        /** No request is on its way. */
        IDLE,
        /** The request has arrived, but was not read. */
        REQUEST_ARRIVES,
        /** The service has answered the request, but the answer goes no further. */
        REQUEST_IS_FORWARDED
    }

    private final URI service;
    private final RawServer server;
    private final AtomicReference<Moment> closing = new AtomicReference<>();

    /** @param alteration of each answer, byte for byte */
    public Relay(URI service, UnaryOperator<String> alteration) throws IOException {
        this.service = service;
        this.server = new RawServer((connection, number) -> {
            while (true) {
                connection.awaitByte();
                var moment = closing.getAndSet(null);
                if (moment == Moment.REQUEST_ARRIVES) return;
                var request = connection.request();
                if (request == null) return;
                var answer = answer(request);
                if (moment == Moment.REQUEST_IS_FORWARDED) return;
                connection.send(alteration.apply(answer));
            }
        });
    }

    /** Closes the connections: at once if they are idle, else once, at that moment of the next request. */
    public void close(Moment moment) {
        if (moment == Moment.IDLE) server.closeConnections();
        else closing.set(moment);
    }

    /** The address to ask instead of the service's. */
    public URI url() {
        return server.url().resolve(service.getPath());
    }

    /** How many connections were made so far. */
    public int connections() {
        return server.connections();
    }

    private String answer(String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var in = socket.getInputStream();
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                var next = in.read();
                if (next < 0) throw new IOException("no answer");
                head.write(next);
            }
            var text = head.toString(StandardCharsets.ISO_8859_1);
            var length = LENGTH.matcher(text);
            var body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
            return text + new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
