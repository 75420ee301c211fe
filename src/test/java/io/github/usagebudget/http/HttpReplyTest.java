package io.github.usagebudget.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReplyTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhcGkifQ.c2lnbmF0dXJl";
    private static final Redaction SECRET = Redaction.of(TOKEN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # body                                          | rest
            token TOKEN is bad: TOKEN, 100 €                | token [removed] is bad: [removed], 100 €
            {"a":"TOKEN","b":[1.50,null,{"xTOKEN":true}]}   | {"a":"[removed]","b":[1.50,null,{"x[removed]":true}]}
            {"a":"\\u0065yJhbGciOiJSUzI1NiJ9.\\u0065yJhdWQi"} | {"a":"[removed]"}
            {"a":"token %65yJhbGciOiJSUzI1NiJ9.%65yJhdWQi"} | {"a":"token [removed]"}
            {"a":1,"a":2,"b":"TOKEN"}                       | {"a":1,"a":2,"b":"[removed]"}
            ["TOKEN"]                                       | ["[removed]"]
            """)
    void removes_a_secret_in_any_place(String body, String rest) {
        assertThat(answer(body.replace("TOKEN", TOKEN)).without(SECRET).body())
                .asString(UTF_8)
                .isEqualTo(rest);
    }

    @Test
    void removes_a_secret_in_a_header_and_keeps_the_other_headers() {
        var without = new HttpReply(503, Map.of("MS-CV", TOKEN, "Retry-After", "57"), new byte[] {1}).without(SECRET);
        assertThat(without.status()).isEqualTo(503);
        assertThat(without.header("ms-cv")).contains("[removed]");
        assertThat(without.header("retry-after")).contains("57");
        assertThat(without.body()).containsExactly(1);
    }

    @Test
    void is_unchanged_without_a_secret_in_it() {
        var answer = answer("Bad Gateway");
        assertThat(answer.without(SECRET)).isSameAs(answer);
    }

    @Test
    void finds_no_header_that_is_missing() {
        assertThat(answer("").header("ETag")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            199, false
            200, true
            201, true
            299, true
            300, false
            503, false
            """)
    void is_successful_from_200_to_299(int status, boolean successful) {
        assertThat(new HttpReply(status, Map.of(), new byte[0]).successful()).isEqualTo(successful);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | header         | body                           | gateway's | of credentials
            400      | Content-Type   | <html>400 Bad Request</html>   | true      | true
            400      | Content-Type   | ''                             | true      | true
            400      | Content-Type   | {"message":"Bad Request"}      | true      | true
            400      | Content-Type   | [{"code":2001}]                | true      | true
            400      | Content-Type   | "code"                         | true      | true
            400      | x-ms-requestid | <html>400 Bad Request</html>   | true      | true
            400      | Content-Type   | {"code":2001}                  | false     | true
            400      | Content-Type   | {"Code":2001,"description":""} | false     | true
            400      | Content-Type   | {"error":{"code":"Bad"}}       | false     | false
            400      | Content-Type   | {"ERROR":"invalid_client"}     | false     | false
            400      | MS-CV          | ''                             | false     | true
            400      | ms-requestid   | <html>400 Bad Request</html>   | false     | true
            401      | Content-Type   | <html>401 Unauthorized</html>  | false     | false
            502      | Content-Type   | <html>502 Bad Gateway</html>   | false     | false
            """)
    void a_400_without_the_headers_of_the_service_is_from_a_gateway(
            int status, String header, String body, boolean gateways, boolean gatewaysOfCredentials) {
        var answer = new HttpReply(status, Map.of(header, "x"), body.getBytes(UTF_8));
        assertThat(answer.isGatewayRefusal()).isEqualTo(gateways);
        assertThat(answer.isGatewayRefusalOfCredentials()).isEqualTo(gatewaysOfCredentials);
    }

    @Test
    void finds_a_header_in_any_letter_case() {
        assertThat(answer("").header("retry-AFTER")).contains("57");
    }

    private static HttpReply answer(String body) {
        return new HttpReply(503, Map.of("Retry-After", "57"), body.getBytes(UTF_8));
    }
}
