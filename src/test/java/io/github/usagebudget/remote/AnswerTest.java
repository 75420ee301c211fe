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
        assertThat(new Answer(200, name -> null, bytes).without("t").body())
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
        assertThat(new Answer(status, name -> null, new byte[0]).successful()).isEqualTo(successful);
    }

    private static Answer answer(String body) {
        return new Answer(503, Map.of("Retry-After", "57")::get, body.getBytes(UTF_8));
    }
}
