package io.github.usagebudget.remote;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;

/** What a neighbour answered, whatever it was: JSON, HTML or nothing. Header names are of any case. Immutable. */
public record Answer(int status, UnaryOperator<String> headers, byte[] body) {

    static Answer of(RestResponse<byte[]> response) {
        var body = response.getEntity();
        return new Answer(response.getStatus(), response::getHeaderString, body == null ? new byte[0] : body);
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
