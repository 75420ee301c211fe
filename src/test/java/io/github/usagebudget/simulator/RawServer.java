package io.github.usagebudget.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A server on loopback that sends exact bytes, which an HTTP library would not send. Thread-safe. */
public final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** Handles one connection, which the server closes afterwards. */
    @FunctionalInterface
    public interface Script {
        /** @param number 1 for the first connection */
        void play(Connection connection, int number) throws Exception;
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public RawServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    public RawServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
        daemon(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** All requests so far, each with its head and body. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public int connections() {
        return connections.size();
    }

    /** Closes every connection that was made so far; new ones are served. */
    public void closeConnections() {
        for (var connection : connections) connection.close();
    }

    /** A 200 response with this body. */
    public static String ok(String body) {
        return answer("200 OK", body);
    }

    public static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private void accept() {
        try {
            while (true) {
                var connection = new Connection(socket.accept());
                connections.add(connection);
                var number = connections.size();
                daemon(() -> play(connection, number));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void play(Connection connection, int number) {
        try (connection) {
            script.play(connection, number);
        } catch (Exception e) {
            // the client closed the connection
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        closeConnections();
    }

    /** One accepted connection. */
    public final class Connection implements AutoCloseable {
        private final Socket accepted;
        private final InputStream in;

        private Connection(Socket accepted) throws IOException {
            this.accepted = accepted;
            this.accepted.setTcpNoDelay(true);
            this.in = new BufferedInputStream(accepted.getInputStream());
        }

        /** Waits for a request and reads it; null if the client closes the connection. */
        public String request() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = in.read();
                if (next < 0) return null;
                head.append((char) next);
            }
            var length = LENGTH.matcher(head);
            var body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
            var request = head + new String(body, StandardCharsets.ISO_8859_1);
            requests.add(request);
            return request;
        }

        /** Waits for the first byte of a request, but does not consume it. */
        public void awaitByte() throws IOException {
            in.mark(1);
            in.read();
            in.reset();
        }

        public void send(String text) throws IOException {
            accepted.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            accepted.getOutputStream().flush();
        }

        /** Answers each request with its path until the client closes the connection. */
        public void echoPaths() throws IOException {
            for (var request = request(); request != null; request = request()) send(ok(path(request)));
        }

        public static String path(String request) {
            return request.split(" ", 3)[1];
        }

        /** Closes the sending side only, so that the script can still read from the client. */
        public void end() throws IOException {
            accepted.shutdownOutput();
        }

        /** Closes the connection with a TCP reset. */
        public void reset() throws IOException {
            accepted.setSoLinger(true, 0);
            accepted.close();
        }

        @Override
        public void close() {
            try {
                accepted.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
