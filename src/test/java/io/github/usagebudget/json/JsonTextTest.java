package io.github.usagebudget.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private record Written(String name, Optional<BigDecimal> amount, List<Inner> inner) {}

    private record Inner(UUID id, boolean good, int count, long total) {}

    private record Vendors(BigDecimal amount) implements JsonText.Named {
        @Override
        public Map<String, ?> members() {
            return Map.of("Amount", amount);
        }
    }

    @Test
    void writes_a_record_by_its_components_in_their_order() {
        var id = UUID.fromString("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04");
        assertThat(JsonText.of(new Written(
                        "a", Optional.of(new BigDecimal("1.10")), List.of(new Inner(id, true, 1, 9_999_999_999L)))))
                .isEqualTo(
                        "{\"name\":\"a\",\"amount\":1.10,\"inner\":[{\"id\":\"4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04\","
                                + "\"good\":true,\"count\":1,\"total\":9999999999}]}");
    }

    @Test
    void leaves_out_what_is_null_and_writes_null_for_what_is_empty() {
        assertThat(JsonText.of(new Written(null, Optional.empty(), null))).isEqualTo("{\"amount\":null}");
    }

    @Test
    void writes_an_empty_list() {
        assertThat(JsonText.of(new Written(null, null, List.of()))).isEqualTo("{\"inner\":[]}");
    }

    @Test
    void writes_names_that_are_none_of_javas() {
        assertThat(JsonText.of(new Vendors(new BigDecimal("100")))).isEqualTo("{\"Amount\":100}");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # number,               written
            100.10,                 100.10
            1E+2,                   100
            0E+200,                 0
            0.00,                   0.00
            12345678901234567.89,   12345678901234567.89
            1E-28,                  0.0000000000000000000000000001
            1E+999999999,           1E+999999999
            1E-999999999,           1E-999999999
            """)
    void writes_numbers_plain_where_that_is_a_text_of_any_use(BigDecimal number, String written) {
        assertThat(JsonText.of(number)).isEqualTo(written);
    }

    @Test
    void escapes_what_json_must_not_hold() {
        assertThat(JsonText.of("a\"b\\c\n\u0000é")).isEqualTo("\"a\\\"b\\\\c\\n\\u0000é\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u007f", "\u0085", "\u009b", "\u200b", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff"})
    void escapes_what_is_not_safe_to_show_and_it_can_be_read_back(String character) {
        var text = JsonText.of(Map.of("name" + character, "value" + character));
        assertThat(text).matches("[ -~]+");
        assertThat(JsonValue.object(text.getBytes(UTF_8))
                        .orElseThrow()
                        .member("name" + character)
                        .asText())
                .isEqualTo("value" + character);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud83d"})
    void half_a_surrogate_pair_is_replaced(String escape) {
        var read = JsonValue.object(("{\"a\":\"x" + escape + "y\"}").getBytes(UTF_8))
                .orElseThrow()
                .member("a")
                .asText();
        assertThat(JsonText.of(Map.of(read, read))).matches("\\{(\"x(\\\\ufffd)+y\"[:}]){2}");
    }

    /** The Functions host puts this character in the place of bytes that are not UTF-8, and such bodies are refused. */
    @Test
    void a_replacement_character_does_not_make_the_text_look_as_if_it_were_not_utf_8() {
        var read = JsonValue.object("{\"a\":\"x\uFFFDy\"}".getBytes(UTF_8)).orElseThrow();
        assertThat(JsonText.of(read.members())).isEqualTo("{\"a\":\"x\\ufffdy\"}");
    }

    @Test
    void a_surrogate_pair_stays() {
        assertThat(JsonText.of("\uD83D\uDE00")).isEqualTo("\"\uD83D\uDE00\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":null,\"b\":[1,2.50,\"x\",true,{}],\"c\":{\"d\":[]}}",
                "{\"amount\":300.000000,\"links\":{\"self\":{\"uri\":\"/v1\",\"headers\":[]}}}"
            })
    void writes_what_was_read_as_it_was(String json) {
        var read = JsonValue.object(json.getBytes(UTF_8)).orElseThrow();
        assertThat(JsonText.of(read.members())).isEqualTo(json);
    }

    @Test
    void shows_nothing_of_what_was_read() {
        assertThat(JsonValue.object("{\"access_token\":\"canary\"}".getBytes(UTF_8))
                        .orElseThrow())
                .hasToString("[JSON]");
    }

    @Test
    void an_object_that_says_something_twice_is_strictly_none() {
        var twice = "{\"a\":1,\"b\":{\"a\":1,\"a\":2}}".getBytes(UTF_8);
        assertThat(JsonValue.strictObject(twice)).isEmpty();
        assertThat(JsonValue.object(twice)).isPresent();
    }

    @Test
    void what_is_not_there_can_be_asked_for_anything() {
        var missing =
                JsonValue.object("{\"a\":[1]}".getBytes(UTF_8)).orElseThrow().member("b");
        assertThat(missing.isMissing()).isTrue();
        assertThat(missing.member("c").isMissing()).isTrue();
        assertThat(missing.isNull()).isFalse();
        assertThat(missing.asText()).isEmpty();
        assertThat(missing.text()).isEmpty();
        assertThat(missing.items()).isEmpty();
        assertThat(missing.members()).isEmpty();
        assertThat(missing.number()).isEmpty();
        assertThat(missing.flag()).isEmpty();
    }
}
