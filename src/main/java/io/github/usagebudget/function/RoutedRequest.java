package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A trigger's request as the router may see it. Its path is the trigger's own: the host matches routes without regard to case, and
 * no path made by a caller may reach the router's matcher. It says its length, because Vert.x drops a body that has neither
 * that nor a transfer encoding. The function key stays outside.
 */
record RoutedRequest(
        HttpRequestMessage<Optional<String>> received,
        String path,
        ExecutionContext invocation,
        Optional<String> parameter)
        implements HttpRequestMessage<Optional<String>> {
    /** Ties what happens behind the router to the host's invocation; a caller's own header of this name is replaced. */
    static final String INVOCATION_ID = "x-function-invocation-id";

    /** The trace that the host's invocation belongs to; a caller's own header of this name is dropped. */
    static final String INVOCATION_TRACE = "x-function-traceparent";

    RoutedRequest(HttpRequestMessage<Optional<String>> received, String path, ExecutionContext invocation) {
        this(received, path, invocation, Optional.empty());
    }

    @Override
    public URI getUri() {
        return URI.create("https://function" + path + query());
    }

    @Override
    public HttpMethod getHttpMethod() {
        return received.getHttpMethod();
    }

    @Override
    public Map<String, String> getHeaders() {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(received.getHeaders());
        headers.remove("x-functions-key");
        headers.remove("transfer-encoding");
        headers.remove("expect");
        headers.put(INVOCATION_ID, invocation.getInvocationId());
        headers.remove(INVOCATION_TRACE);
        TraceParent.of(invocation).ifPresent(trace -> headers.put(INVOCATION_TRACE, trace));
        headers.put("content-length", Integer.toString(length()));
        return headers;
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return Map.of();
    }

    @Override
    public Optional<String> getBody() {
        return received.getBody() == null ? Optional.empty() : received.getBody();
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return received.createResponseBuilder(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return received.createResponseBuilder(status);
    }

    /** A header of any case; empty where it is not there. */
    static String header(HttpRequestMessage<?> request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The one query parameter that the function understands, if it has one and the caller gave it. */
    private String query() {
        return parameter
                .flatMap(name -> Optional.ofNullable(
                                received.getQueryParameters().get(name))
                        .map(value -> "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .orElse("");
    }

    private int length() {
        return getBody()
                .map(body -> body.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
    }
}
