package io.github.usagebudget.local;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as the worker passes it to a function: the body is text, and each header has one value.
 *
 * @param url as the caller wrote it; it can be an invalid URI
 */
public record HostRequest(HttpMethod method, String url, Map<String, String> headers, String body)
        implements HttpRequestMessage<Optional<String>> {

    /** Throws if the caller's URL is not a valid URI, as in the worker. */
    @Override
    public URI getUri() {
        return URI.create(url);
    }

    @Override
    public HttpMethod getHttpMethod() {
        return method;
    }

    @Override
    public Map<String, String> getHeaders() {
        return headers;
    }

    /** Merges parameters as the host does: drops those without a value, and joins those with the same name in any letter case by commas. */
    @Override
    public Map<String, String> getQueryParameters() {
        var parameters = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var start = url.indexOf('?');
        if (start < 0) return parameters;
        for (var parameter : url.substring(start + 1).split("&")) {
            var parts = parameter.split("=", 2);
            if (parts.length == 2 && !parts[1].isEmpty())
                parameters.merge(decoded(parts[0]), decoded(parts[1]), (first, next) -> first + "," + next);
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // keep an invalid percent escape
            return text;
        }
    }

    @Override
    public Optional<String> getBody() {
        return body.isEmpty() ? Optional.empty() : Optional.of(body);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new HostResponse().status(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new HostResponse().status(status);
    }

    /** A response and its builder. */
    public static final class HostResponse implements HttpResponseMessage, HttpResponseMessage.Builder {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private HttpStatusType status;
        private Object body;

        @Override
        public Builder status(HttpStatusType code) {
            status = code;
            return this;
        }

        @Override
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public Builder body(Object content) {
            body = content;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return this;
        }

        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public String getHeader(String name) {
            return headers.get(name);
        }

        public Map<String, String> headers() {
            return headers;
        }

        @Override
        public Object getBody() {
            return body;
        }
    }
}
