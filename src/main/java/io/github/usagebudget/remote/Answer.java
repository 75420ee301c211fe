package io.github.usagebudget.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;

/** What a neighbour answered, whatever it was: JSON, HTML or nothing. Header names are of any case. Immutable. */
public record Answer(int status, UnaryOperator<String> headers, byte[] body) {

    static Answer of(RestResponse<byte[]> response) {
        return new Answer(response.getStatus(), response::getHeaderString, bytes((RestResponse<?>) response));
    }

    /** Quarkus reads the declared type from a success only; of any other status it hands over what was received. */
    private static byte[] bytes(RestResponse<?> response) {
        var entity = response.getEntity();
        if (entity instanceof byte[] read) return read;
        if (!(entity instanceof InputStream received)) return new byte[0];
        try (received) {
            return received.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /** The same answer without a secret that its sender may have echoed. */
    public Answer without(String secret) {
        var text = new String(body, StandardCharsets.ISO_8859_1);
        return text.contains(secret)
                ? new Answer(status, headers, text.replace(secret, "[removed]").getBytes(StandardCharsets.ISO_8859_1))
                : this;
    }
}
