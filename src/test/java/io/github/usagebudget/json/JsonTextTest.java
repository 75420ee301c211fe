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

    private record OtherNames(BigDecimal amount) implements JsonText.Named {
        @Override
        public Map<String, ?> members() {
            return Map.of("Amount", amount);
        }
    }

    @Test
    void writes_the_components_of_a_record_in_their_order() {
        var id = UUID.fromString("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04");
        assertThat(JsonText.of(new Written(
                        "a", Optional.of(new BigDecimal("1.10")), List.of(new Inner(id, true, 1, 9_999_999_999L)))))
                .isEqualTo(
                        "{\"name\":\"a\",\"amount\":1.10,\"inner\":[{\"id\":\"4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04\","
                                + "\"good\":true,\"count\":1,\"total\":9999999999}]}");
    }

    @Test
    void leaves_out_null_and_writes_an_empty_optional_as_null() {
        assertThat(JsonText.of(new Written(null, Optional.empty(), null))).isEqualTo("{\"amount\":null}");
    }

    @Test
    void writes_an_empty_list() {
        assertThat(JsonText.of(new Written(null, null, List.of()))).isEqualTo("{\"inner\":[]}");
    }

    @Test
    void writes_names_that_differ_from_the_component() {
        assertThat(JsonText.of(new OtherNames(new BigDecimal("100")))).isEqualTo("{\"Amount\":100}");
    }

    private record WordOfJava(boolean default_) {}

    @Test
    void writes_a_java_keyword_without_its_underscore() {
        assertThat(JsonText.of(new WordOfJava(true))).isEqualTo("{\"default\":true}");
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
    void writes_numbers_in_plain_notation_unless_they_are_too_long(BigDecimal number, String written) {
        assertThat(JsonText.of(number)).isEqualTo(written);
    }

    @Test
    void escapes_characters_that_json_must_escape() {
        assertThat(JsonText.of("a\"b\\c\n\u0000é")).isEqualTo("\"a\\\"b\\\\c\\n\\u0000é\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u007f", "\u0085", "\u009b", "\u200b", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff"})
    void escapes_unsafe_characters_so_that_they_can_be_read_back(String character) {
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
    void a_lone_surrogate_is_replaced(String escape) {
        var read = JsonValue.object(("{\"a\":\"x" + escape + "y\"}").getBytes(UTF_8))
                .orElseThrow()
                .member("a")
                .asText();
        assertThat(JsonText.of(Map.of(read, read))).matches("\\{(\"x(\\\\ufffd)+y\"[:}]){2}");
    }

    /** The Functions host replaces bytes that are not UTF-8 by this character, and the function rejects a body that contains it. */
    @Test
    void a_replacement_character_is_escaped() {
        var read = JsonValue.object("{\"a\":\"x\uFFFDy\"}".getBytes(UTF_8)).orElseThrow();
        assertThat(JsonText.of(read.members())).isEqualTo("{\"a\":\"x\\ufffdy\"}");
    }

    @Test
    void a_surrogate_pair_is_written_unchanged() {
        assertThat(JsonText.of("\uD83D\uDE00")).isEqualTo("\"\uD83D\uDE00\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":null,\"b\":[1,2.50,\"x\",true,{}],\"c\":{\"d\":[]}}",
                "{\"amount\":300.000000,\"links\":{\"self\":{\"uri\":\"/v1\",\"headers\":[]}}}"
            })
    void writes_the_json_that_was_read_unchanged(String json) {
        var read = JsonValue.object(json.getBytes(UTF_8)).orElseThrow();
        assertThat(JsonText.of(read.members())).isEqualTo(json);
    }

    @Test
    void to_string_shows_no_content() {
        assertThat(JsonValue.object("{\"access_token\":\"canary\"}".getBytes(UTF_8))
                        .orElseThrow())
                .hasToString("[JSON]");
    }

    @Test
    void a_strict_object_has_no_duplicate_names() {
        var twice = "{\"a\":1,\"b\":{\"a\":1,\"a\":2}}".getBytes(UTF_8);
        assertThat(JsonValue.strictObject(twice)).isEmpty();
        assertThat(JsonValue.object(twice)).isPresent();
    }

    @Test
    void a_missing_value_has_no_content_of_any_type() {
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
