package io.github.usagebudget.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    @Test
    void loses_a_secret_wherever_its_sender_echoed_it() {
        assertThat(answer("token eyJ.a.b is bad: eyJ.a.b").without("eyJ.a.b").body())
                .asString(UTF_8)
                .isEqualTo("token [removed] is bad: [removed]");
    }

    /** A dot in a token stands for itself. */
    @Test
    void keeps_what_only_resembles_the_secret() {
        assertThat(answer("eyJxaxb").without("eyJ.a.b").body()).asString(UTF_8).isEqualTo("eyJxaxb");
    }

    @Test
    void keeps_every_other_byte_when_it_loses_a_secret() {
        assertThat(answer("für 100 € – eyJ.a.b").without("eyJ.a.b").body())
                .asString(UTF_8)
                .isEqualTo("für 100 € – [removed]");
    }

    @Test
    void keeps_bytes_that_are_no_text() {
        var bytes = new byte[] {(byte) 0xFF, 0, (byte) 0xC3, 't'};
        assertThat(new Answer(200, Map.of(), bytes).without("t").body())
                .containsExactly(0xFF, 0, 0xC3, '[', 'r', 'e', 'm', 'o', 'v', 'e', 'd', ']');
    }

    @Test
    void keeps_its_status_and_headers_when_it_loses_a_secret() {
        var without = answer("eyJ.a.b").without("eyJ.a.b");
        assertThat(without.status() + " " + without.header("Retry-After").orElse("none"))
                .isEqualTo("503 57");
    }

    @Test
    void is_itself_where_no_secret_was_echoed() {
        var answer = answer("Bad Gateway");
        assertThat(answer.without("eyJ.a.b")).isSameAs(answer);
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
        assertThat(new Answer(status, Map.of(), new byte[0]).successful()).isEqualTo(successful);
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
    void a_400_without_the_marks_of_a_service_is_a_gateways(
            int status, String header, String body, boolean gateways, boolean gatewaysOfCredentials) {
        var answer = new Answer(status, Map.of(header, "x"), body.getBytes(UTF_8));
        assertThat(answer.isGatewayRefusal()).isEqualTo(gateways);
        assertThat(answer.isGatewayRefusalOfCredentials()).isEqualTo(gatewaysOfCredentials);
    }

    @Test
    void finds_a_header_in_any_letter_case() {
        assertThat(answer("").header("retry-AFTER")).contains("57");
    }

    private static Answer answer(String body) {
        return new Answer(503, Map.of("Retry-After", "57"), body.getBytes(UTF_8));
    }
}
