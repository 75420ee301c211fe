package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.budget.BudgetFailure.Kind.UNSUPPORTED_MEDIA_TYPE;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.callerauth.EntraCallers.Caller;
import io.github.usagebudget.function.InvocationContext.Correlation;
import io.github.usagebudget.function.InvocationContext.TraceParent;
import io.github.usagebudget.function.QueryParameters.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One HTTP call: the request, its correlation id, and the headers of its answer. Used by one thread. */
final class HttpCall {
    /** The host replaces each byte that is not UTF-8 with this character. */
    private static final char WRONG_BYTE = '\uFFFD';

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

    /** @throws BudgetFailure {@code malformed-request} if the query has any other parameter */
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

    /** @throws BudgetFailure {@code malformed-request} if there is no body */
    void requireBody() {
        if (!text().isEmpty()) return;
        // https://github.com/Azure/azure-functions-java-worker/issues/781
        throw BudgetFailure.of(
                        MALFORMED_REQUEST,
                        "The request arrived without a body. Send one with a Content-Length: the platform drops a body that comes in"
                                + " chunks (Transfer-Encoding: chunked). Nothing was written.")
                .withFaults(List.of(new FieldFault("", "is missing")));
    }

    /** @throws BudgetFailure {@code malformed-request} if the body had bytes that are not UTF-8 */
    void requireUtf8() {
        var at = text().indexOf(WRONG_BYTE);
        if (at < 0) return;
        var line = 1 + text().substring(0, at).chars().filter(c -> c == '\n').count();
        throw BudgetFailure.of(
                        MALFORMED_REQUEST,
                        "The body was not UTF-8: the first wrong byte is in line " + line + ". Nothing was written.")
                .withFaults(List.of(new FieldFault("", "is not UTF-8")));
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

    /** Starts this call's answer, with the headers that every answer has. */
    HttpResponseMessage.Builder answer(int status, String contentType, Optional<UUID> requestId) {
        var answer = request.createResponseBuilder(HttpStatus.valueOf(status))
                .header("Content-Type", contentType)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("x-ms-correlation-id", correlation.id());
        requestId.ifPresent(id -> answer.header("x-ms-request-id", id.toString()));
        return answer;
    }

    /**
     * Which bodies an operation accepts, and how it refuses others. The Functions host decodes every body as UTF-8, whatever its
     * {@code Content-Type} and {@code Content-Encoding} are. Immutable.
     *
     * @param takes whether the operation accepts a {@code Content-Type}
     * @param types those types, as text for an answer
     * @param longest in bytes
     * @param limit the same, as text for an answer
     */
    record BodyRule(Predicate<String> takes, String types, int longest, String limit) {
        /** RFC 9110, section 8.3.1: the value is a token or a quoted string. */
        private static final Pattern CHARSET =
                Pattern.compile(";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"?|([^\\s;\"]*))", Pattern.CASE_INSENSITIVE);

        private static final int LONGEST_SHOWN = 40;

        /** @throws BudgetFailure {@code unsupported-media-type}, naming what is not supported, or {@code body-too-large} */
        void check(HttpCall call) {
            var encoding = call.header("Content-Encoding").orElse("").strip();
            if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"))
                throw unsupported(
                        "The Content-Encoding " + safe(encoding) + " is not supported: send the body as it is.");
            var type = call.header("Content-Type").orElse("");
            var charset = CHARSET.matcher(type);
            while (charset.find()) {
                var name = charset.group(1) == null ? charset.group(2) : charset.group(1);
                if (!name.equalsIgnoreCase("utf-8"))
                    throw unsupported("The charset " + safe(name) + " is not supported: send UTF-8.");
            }
            if (!takes.test(type)) throw unsupported("Content-Type must be " + types + ", in UTF-8.");
            if (call.isLongerThan(longest))
                throw BudgetFailure.of(BODY_TOO_LARGE, "The body may have at most " + limit + ".");
        }

        private static String safe(String text) {
            return SafeText.of(text, LONGEST_SHOWN);
        }

        private static BudgetFailure unsupported(String detail) {
            return BudgetFailure.of(UNSUPPORTED_MEDIA_TYPE, detail);
        }
    }
}
