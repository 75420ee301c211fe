package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.entra.AppSecrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3~cret",
                "s3~cret\n",
                "s3~cret\r\n",
                "\uFEFFs3~cret",
                " s3~cret ",
                "\t\uFEFF s3~cret\u00A0\u2028\0\n"
            })
    void removes_the_blank_characters_that_editors_and_shells_add(String stored) {
        assertThat(new Secret(stored).trimmed().value()).isEqualTo("s3~cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\uFEFF\r\n"})
    void is_empty_if_there_is_nothing_else(String stored) {
        assertThat(new Secret(stored).trimmed().value()).isEmpty();
    }

    @Test
    void keeps_blank_characters_inside() {
        assertThat(new Secret(" a \n\uFEFF b ").trimmed().value()).isEqualTo("a \n\uFEFF b");
    }

    @Test
    void is_never_shown() {
        assertThat(new Secret("s3cret").trimmed()).hasToString("[secret]");
    }
}
