package io.github.usagebudget.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Stands between the function and a simulated service, like a gateway: it sends more, or other, than that service answers. */
public final class Relay implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final URI service;
    private final RawServer server;

    /**
     * @param alteration of each answer, byte for byte
     * @param idle after how many milliseconds without a request it closes a connection
     */
    public Relay(URI service, UnaryOperator<String> alteration, int idle) throws IOException {
        this.service = service;
        this.server = new RawServer((connection, number) -> {
            for (var request = connection.request(idle); request != null; request = connection.request(idle))
                connection.send(alteration.apply(answer(request)));
        });
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
