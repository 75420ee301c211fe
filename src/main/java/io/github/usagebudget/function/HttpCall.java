package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.usagebudget.callerauth.EntraCallers.Caller;
import io.github.usagebudget.function.InvocationContext.Correlation;
import io.github.usagebudget.function.InvocationContext.TraceParent;
import io.github.usagebudget.function.QueryParameters.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One HTTP call: the request, its correlation id, and the headers of its answer. Used by one thread. */
final class HttpCall {
    static final String CORRELATION = "x-ms-correlation-id";

    private final HttpRequestMessage<Optional<String>> request;
    private final ExecutionContext execution;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Correlation correlation;

    // Mutable state
    private byte[] body;
    private Caller caller;
    private QueryParameters query;

    HttpCall(HttpRequestMessage<Optional<String>> request, ExecutionContext execution) {
        this.request = request;
        this.execution = execution;
        // the host can pass null, and a header without a name
        if (request.getHeaders() != null)
            request.getHeaders().forEach((name, value) -> {
                if (name != null) headers.put(name, value);
            });
        this.correlation = Correlation.of(headers::get);
    }

    /** The body as the host decoded it. Empty if there is none: then the worker passes null. */
    @SuppressWarnings("OptionalAssignedToNull")
    String text() {
        var text = request.getBody();
        return text == null ? "" : text.orElse("");
    }

    HttpMethod method() {
        return request.getHttpMethod();
    }

    /** A header, its name in any letter case. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure {@code malformed-request} if the query has any other parameter */
    void readQuery(Set<Parameter> allowed) {
        query = QueryParameters.read(request::getUri, allowed);
    }

    /** The query; null before {@link #readQuery}. */
    QueryParameters query() {
        return query;
    }

    /** The body in UTF-8, encoded on the first call, so nothing is copied for a caller who is refused. Not a copy. */
    byte[] body() {
        if (body == null) body = text().getBytes(StandardCharsets.UTF_8);
        return body;
    }

    /** Whether the body has more bytes than this. A body with more characters than this is not even encoded. */
    boolean isLongerThan(int bytes) {
        return text().length() > bytes || body().length > bytes;
    }

    Correlation correlation() {
        return correlation;
    }

    /** Sets the caller that Entra ID authenticated. */
    void comesFrom(Caller known) {
        caller = known;
    }

    /** Takes the trace from the host, which continues the caller's trace; if the host has none, from the caller. */
    InvocationContext invocation() {
        return new InvocationContext(
                execution,
                correlation.id(),
                TraceParent.of(execution).or(() -> header(TraceParent.HEADER).flatMap(TraceParent::valid)),
                Optional.ofNullable(caller).flatMap(Caller::objectId));
    }

    /**
     * Starts this call's answer, with the headers that every answer has.
     *
     * @param requestId of the last request to Partner Center; empty if there was none
     */
    HttpResponseMessage.Builder answer(int status, String contentType, Optional<UUID> requestId) {
        var answer = request.createResponseBuilder(HttpStatus.valueOf(status))
                .header("Content-Type", contentType)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header(CORRELATION, correlation.id());
        requestId.ifPresent(id -> answer.header("x-ms-request-id", id.toString()));
        return answer;
    }
}
