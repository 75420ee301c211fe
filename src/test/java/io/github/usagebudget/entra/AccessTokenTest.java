package io.github.usagebudget.entra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"opaque", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "a-b._~+/9", "YWJj=="})
    void accepts_the_characters_that_rfc_6750_allows(String token) {
        assertThat(in("\"" + token + "\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"abc\\ndef\"",
                "\"abc\\r\\nX-Injected: 1\"",
                "\"abc \"",
                "\" abc\"",
                "\"a b\"",
                "\"abc\\u0000\"",
                "\"abc\\u00e9\"",
                "\"abc\\ud800\"",
                "\"a=b\"",
                "\"=\"",
                "\"abc,def\"",
                "\"{abc}\"",
                "null",
                "17",
                "true",
                "[\"abc\"]",
                "{\"abc\":1}"
            })
    void text_that_cannot_be_sent_is_not_a_token(String value) {
        assertThat(in(value)).isFalse();
    }

    @Test
    void a_token_of_a_hundred_thousand_characters_causes_no_stack_overflow() {
        assertThat(in("\"" + "a".repeat(100_000) + "\"")).isTrue();
    }

    @Test
    void is_never_shown() {
        assertThat(new AccessToken("s3cret")).hasToString("[token]");
    }

    private static boolean in(String value) {
        var answer = JsonValue.object(("{\"access_token\":" + value + "}").getBytes(UTF_8));
        return AccessToken.in(answer.orElseThrow()).isPresent();
    }
}
