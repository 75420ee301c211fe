package io.github.usagebudget.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @Test
    void reads_an_object() {
        assertThat(read("{\"code\":900420}").map(JsonValue::members))
                .contains(Map.of("code", new BigDecimal("900420")));
    }

    @Test
    void reads_an_object_after_a_byte_order_mark() {
        assertThat(read("\uFEFF{\"code\":900420}").map(JsonValue::members))
                .contains(Map.of("code", new BigDecimal("900420")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "12",
                "\"text\"",
                "[]",
                "[{}]",
                "{",
                "{\"code\":}",
                "Unauthorized",
                "<!DOCTYPE html><html><body>Bad Gateway</body></html>"
            })
    void reads_no_other_text(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} x", "{\"code\":1}<html></html>"})
    void reads_no_object_with_text_after_it(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void reads_only_utf_8() {
        assertThat(JsonValue.object(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}))
                .isEmpty();
    }

    @Test
    void reads_no_object_ten_thousand_levels_deep() {
        assertThat(read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))).isEmpty();
    }

    @Test
    void finds_text() {
        assertThat(object("{\"value\":\"abc\"}").member("value").text()).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Value\":\"abc\"}",
                "{\"value\":\"\"}",
                "{\"value\":null}",
                "{\"value\":12}",
                "{\"value\":true}",
                "{\"value\":{\"value\":\"abc\"}}"
            })
    void finds_no_text_in_other_values(String body) {
        assertThat(object(body).member("value").text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"expires_in":3599}           | 3599
            # as Entra's v1 endpoint and the identity endpoint write it
            {"expires_in":"3599"}         | 3599
            {"expires_in":0}              | 0
            {"expires_in":999999999999}   | 999999999999
            {"expires_in":"1794996000"}   | 1794996000
            """)
    void finds_a_whole_number(String body, long number) {
        assertThat(object(body).member("expires_in").wholeNumber()).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"expires_in\":null}",
                "{\"expires_in\":true}",
                "{\"expires_in\":-1}",
                "{\"expires_in\":\"-1\"}",
                "{\"expires_in\":\"\"}",
                "{\"expires_in\":\" 1\"}",
                "{\"expires_in\":1.5}",
                "{\"expires_in\":\"soon\"}",
                "{\"expires_in\":[3599]}",
                "{\"expires_in\":1000000000000}",
                "{\"expires_in\":\"99999999999999999999\"}"
            })
    void finds_no_whole_number_in_other_values(String body) {
        assertThat(object(body).member("expires_in").wholeNumber()).isEmpty();
    }

    private static Optional<JsonValue> read(String body) {
        return JsonValue.object(body.getBytes(UTF_8));
    }

    private static JsonValue object(String body) {
        return read(body).orElseThrow();
    }
}
