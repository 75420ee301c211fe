package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.function.InvocationContext.NamedUuid;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedUuidTest {

    /** RFC 9562, appendix A.4. */
    @Test
    void gives_the_id_of_the_standards_own_example() {
        var dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(NamedUuid.of(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    /** The namespace must never change: with another one, a repeated request would look new to Partner Center. */
    @Test
    void gives_the_same_id_on_every_machine_and_in_every_version() {
        assertThat(NamedUuid.of("a")).isEqualTo(UUID.fromString("6f495c5c-10cf-5701-9bd5-f1c7bdf23fa3"));
    }

    @Test
    void names_are_encoded_in_utf_8() {
        assertThat(NamedUuid.of("ä")).isEqualTo(UUID.fromString("14b0484f-0d10-5b6f-8130-00e117a1b7ea"));
    }
}
