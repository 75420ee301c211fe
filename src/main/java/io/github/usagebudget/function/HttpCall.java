package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.usagebudget.callerauth.Caller;
import io.github.usagebudget.function.QueryParameters.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One HTTP call on its way through the function: what came, and its correlation. Used by one thread. */
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
        this.headers.putAll(named(request.getHeaders()));
        this.correlation = Correlation.of(headers::get);
    }

    /** Those headers that have a name; none where the host gives none. */
    private static Map<String, String> named(Map<String, String> headers) {
        var named = new LinkedHashMap<String, String>();
        if (headers != null) named.putAll(headers);
        named.remove(null);
        return named;
    }

    /** The body as the host decoded it; empty if there is none, for which the worker has no text. */
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

    /** @throws io.github.usagebudget.budget.BudgetFailure {@code malformed-request} if the query has anything but these parameters */
    void readQuery(Set<Parameter> allowed) {
        query = QueryParameters.read(request::getUri, allowed);
    }

    /** The query, once it was read. */
    QueryParameters query() {
        return query;
    }

    /** In UTF-8, made when it is first asked for: who may not call has nothing copied. Not a copy. */
    byte[] body() {
        if (body == null) body = text().getBytes(StandardCharsets.UTF_8);
        return body;
    }

    /** Whether the body has more bytes than that. Each character has at least one, so that of a much longer one none are made. */
    boolean isLongerThan(int bytes) {
        return text().length() > bytes || body().length > bytes;
    }

    Correlation correlation() {
        return correlation;
    }

    /** Entra vouches for this caller. */
    void comesFrom(Caller known) {
        caller = known;
    }

    /** The host's invocation stands between the caller and what happens here: its trace is the one that goes on. */
    InvocationContext invocation() {
        return new InvocationContext(
                execution,
                correlation.id(),
                TraceParent.of(execution).or(() -> header(TraceParent.HEADER).flatMap(TraceParent::valid)),
                Optional.ofNullable(caller).flatMap(Caller::objectId));
    }

    /** The beginning of the answer to a call that succeeded. */
    HttpResponseMessage.Builder answer(int status, Representation representation, Optional<UUID> requestId) {
        var answer = answer(status, representation.contentType(), requestId);
        representation
                .fileName()
                .ifPresent(name -> answer.header("Content-Disposition", "inline; filename=\"" + name + "\""));
        return answer;
    }

    /**
     * The beginning of this call's answer: whatever it will be, it says which call it belongs to.
     *
     * @param requestId under which Partner Center was last reached; empty if it was not
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
