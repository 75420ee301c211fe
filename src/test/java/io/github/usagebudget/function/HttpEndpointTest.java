package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.function.HttpEndpoint.Route;
import io.github.usagebudget.local.HostRequest;
import io.github.usagebudget.testing.OneInvocation;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests that the worker should never pass on. Tests over HTTP cover what callers can send. */
class HttpEndpointTest {
    private final HttpEndpoint functions = new HttpEndpoint(
            new Settings(name -> Optional.of("function-key").filter(value -> name.equals("CALLER_AUTH"))), null, null);

    /** A request whose body cannot be read. */
    private record Bodiless(HttpMethod method, Map<String, String> headers)
            implements HttpRequestMessage<Optional<String>> {
        @Override
        public URI getUri() {
            return URI.create("https://app.example/api/usage-budget");
        }

        @Override
        public HttpMethod getHttpMethod() {
            return method;
        }

        @Override
        public Map<String, String> getHeaders() {
            return headers;
        }

        @Override
        public Map<String, String> getQueryParameters() {
            return Map.of();
        }

        @Override
        public Optional<String> getBody() {
            throw new OutOfMemoryError("the body");
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
            return new HostRequest.HostResponse().status(status);
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
            return new HostRequest.HostResponse().status(status);
        }
    }

    @Test
    void the_body_is_not_read_before_the_checks_that_do_not_need_it() {
        assertThat(status(HttpMethod.PUT, Map.of())).isEqualTo(405);
        assertThat(status(HttpMethod.POST, Map.of("content-type", "text/plain")))
                .isEqualTo(415);
    }

    @Test
    void a_body_that_cannot_be_read_is_answered() {
        assertThat(status(HttpMethod.POST, Map.of("content-type", "application/json")))
                .isEqualTo(500);
    }

    @Test
    void missing_headers_and_headers_without_a_name_or_value_do_no_harm() {
        var odd = new HashMap<String, String>();
        odd.put(null, "x");
        odd.put("content-type", null);
        assertThat(status(HttpMethod.POST, odd)).isEqualTo(415);
        assertThat(status(HttpMethod.POST, null)).isEqualTo(415);
    }

    @Test
    void the_size_of_a_body_is_counted_in_utf_8_bytes() {
        assertThat(call("é".repeat(5)).isLongerThan(10)).isFalse();
        assertThat(call("é".repeat(5)).isLongerThan(9)).isTrue();
        assertThat(call("x".repeat(11)).isLongerThan(10)).isTrue();
        assertThat(call("").isLongerThan(0)).isFalse();
    }

    private static HttpCall call(String body) {
        return new HttpCall(
                new HostRequest(HttpMethod.POST, "https://app.example", Map.of(), body), new OneInvocation());
    }

    private int status(HttpMethod method, Map<String, String> headers) {
        return functions
                .answer(Route.USAGE_BUDGET, new Bodiless(method, headers), new OneInvocation())
                .getStatusCode();
    }
}
