package io.github.usagebudget.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A gateway between the function and a simulated service that changes the service's answers. */
public final class Relay implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** When the gateway closes a connection. */
    public enum Moment {
        /** At once, without a request. */
        IDLE,
        /** After a request has arrived, but before the gateway reads it. */
        REQUEST_ARRIVES,
        /** After the service has answered the request, but before the gateway passes the answer on. */
        REQUEST_IS_FORWARDED
    }

    private final URI service;
    private final RawServer server;
    private final AtomicReference<Moment> closing = new AtomicReference<>();

    /** @param alteration changes each answer, including its head */
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

    /** Closes all connections if the moment is {@code IDLE}; otherwise the connection of the next request at that moment. */
    public void close(Moment moment) {
        if (moment == Moment.IDLE) server.closeConnections();
        else closing.set(moment);
    }

    /** The URL to use instead of the service's. */
    public URI url() {
        return server.url().resolve(service.getPath());
    }

    /** How many connections the clients have opened so far. */
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
