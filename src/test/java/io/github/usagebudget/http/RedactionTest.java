package io.github.usagebudget.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String TOKEN =
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2FwaS5wYXJ0bmVyY2VudGVyIn0"
                    + ".c2lnbmF0dXJl-X1_0b3V0ZXItYml0cy1vZi1pdA";
    private static final String SECRET = "s3cret~Q8.4bd_3f-K1zXw0pLm5Yt7RvNc2Hj";

    /** Encodings that a service, a proxy or a log library can apply to a text before it sends it back. */
    static Stream<Arguments> encodings() {
        return Map.<String, UnaryOperator<String>>ofEntries(
                        Map.entry("as it is", text -> text),
                        Map.entry("in lower case", String::toLowerCase),
                        Map.entry("in upper case", String::toUpperCase),
                        Map.entry("escaped for JSON, some letters", text -> text.replace("e", "\\u0065")),
                        Map.entry("escaped for JSON, all letters", text -> each(text, "\\u%04x")),
                        Map.entry("escaped for JSON twice", text -> each(text, "\\\\u%04X")),
                        Map.entry("escaped for JavaScript", text -> each(text, "\\x%02x")),
                        Map.entry("percent-encoded, some letters", text -> URLEncoder.encode(text, UTF_8)),
                        Map.entry("percent-encoded, all letters", text -> each(text, "%%%02X")),
                        Map.entry("percent-encoded twice", text -> each(text, "%%25%02x")),
                        Map.entry("as HTML, decimal", text -> each(text, "&#%d;")),
                        Map.entry("as HTML, hexadecimal", text -> each(text, "&#x%X;")),
                        Map.entry(
                                "as HTML by name",
                                text -> text.replace(".", "&period;").replace("_", "&lowbar;")),
                        Map.entry("as HTML within HTML", text -> each(text, "&amp;#%d;")),
                        Map.entry("as HTML within JSON", text -> each(text, "\\u0026#%d;")),
                        Map.entry("in Base64", text -> base64(Base64.getEncoder(), text)),
                        Map.entry("in Base64 behind one character", text -> base64(Base64.getEncoder(), "x" + text)),
                        Map.entry("in Base64 behind Bearer", text -> base64(Base64.getEncoder(), "Bearer " + text)),
                        Map.entry("in Base64 for URLs", text -> base64(Base64.getUrlEncoder(), "xy" + text + "z")),
                        Map.entry("in Base64 for mail", text -> base64(Base64.getMimeEncoder(), text)),
                        Map.entry(
                                "in Base64, percent-encoded",
                                text -> each(base64(Base64.getEncoder(), text), "%%%02x")),
                        Map.entry("in hexadecimal", text -> HexFormat.of().formatHex(text.getBytes(UTF_8))),
                        Map.entry("in lines", text -> text.replaceAll("(.{10})", "$1\\\r\\\n")),
                        Map.entry("in lines, escaped for JSON", text -> text.replaceAll("(.{10})", "$1\\\\r\\\\n")),
                        Map.entry("in groups", text -> text.replaceAll("(.{4})", "$1 ")),
                        Map.entry("with invisible characters", text -> text.replaceAll("(.{4})", "$1\u200b\u00ad")))
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void no_part_of_a_secret_remains(String how, UnaryOperator<String> encoding) {
        for (var secret : new String[] {TOKEN, SECRET}) {
            var redaction = Redaction.of(secret);
            for (var part : parts(secret)) {
                var sent = encoding.apply(part);
                var text = "The token '" + sent + "' is bad.";
                assertThat(redaction.touches(text)).as(text).isTrue();
                var rest = redaction.removedFrom(text);
                assertThat(rest).contains(Redaction.REMOVED);
                assertThat(redaction.touches(rest)).as(rest).isFalse();
                for (var from = 0; from + 14 <= sent.length(); from++)
                    assertThat(rest).doesNotContain(sent.substring(from, from + 14));
            }
        }
    }

    private static String[] parts(String secret) {
        var cut = secret.length() * 6 / 10;
        return new String[] {
            secret, secret.substring(0, cut), secret.substring(secret.length() - cut), secret.substring(3, cut + 3)
        };
    }

    private static String each(String text, String format) {
        return text.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
    }

    private static String base64(Base64.Encoder encoder, String text) {
        return encoder.encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void everything_but_the_secret_remains() {
        assertThat(Redaction.of(SECRET).removedFrom("für 100 € – " + SECRET + ", twice: " + SECRET + "!"))
                .isEqualTo("für 100 € – [removed], twice: [removed]!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The customer is unknown.",
                "s3cret~Q8.4bd_3 is too short a part",
                "/v1/customers/4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04/usagebudget?size=500&seekOperation=Next",
                "100 % of the budget \\ more & more; &#; &nosuch; %zz \\u00 &#x;"
            })
    void a_text_without_the_secret_is_the_same(String text) {
        assertThat(Redaction.of(SECRET).removedFrom(text)).isSameAs(text);
        assertThat(Redaction.of(SECRET).touches(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # secret,         text,                rest
            1234567,          1234567,             1234567
            12345678,         is 12345678.,        is [removed].
            12345678,         is 1234567.,         is 1234567.
            a1b2c3d4e5f6,     is 2c3d4e5f.,        is [removed].
            """)
    void at_least_half_of_a_short_secret_is_removed_and_a_shorter_part_is_kept(
            String secret, String text, String rest) {
        assertThat(Redaction.of(secret).removedFrom(text)).isEqualTo(rest);
    }

    @Test
    void texts_and_names_of_json_are_searched_and_its_numbers_kept() {
        var list = new ArrayList<Object>();
        list.add(null);
        list.add("x" + SECRET);
        list.add(new java.math.BigDecimal("100.10"));
        assertThat(Redaction.of(SECRET).removedFrom((Object) Map.of(SECRET, list)))
                .hasToString("{[removed]=[null, x[removed], 100.10]}");
    }

    @Test
    void to_string_does_not_show_the_secret() {
        assertThat(Redaction.of(SECRET)).hasToString("[redaction]");
        assertThat(Redaction.of(SECRET).isOf(SECRET)).isTrue();
        assertThat(Redaction.of(SECRET).isOf(TOKEN)).isFalse();
    }

    /** At most, a page of 16 MiB is searched a few times. */
    @ParameterizedTest
    @ValueSource(strings = {"eyJ0eXAi", "%25", "\\\\u0065", "&amp;#101;", "aaaaaaab"})
    void the_time_for_a_long_text_is_linear_in_its_length(String repeated) {
        var text = repeated.repeat(16 * 1024 * 1024 / repeated.length());
        var redaction = Redaction.of(TOKEN + "a".repeat(2_000));
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> redaction.touches(text));
    }
}
