package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerTenantIdTest {

    @Test
    void reads_a_guid() {
        assertThat(CustomerTenantId.parse("0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01"))
                .contains(new CustomerTenantId(UUID.fromString("0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01",
                "0C1E9A2B-6F33-4A0E-9D51-3F6A1F0E7D01",
                "0C1e9A2b-6f33-4A0e-9D51-3f6A1F0e7D01"
            })
    void is_printed_in_lower_case(String text) {
        assertThat(CustomerTenantId.parse(text)).hasToString("Optional[0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01]");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''
            # java.util.UUID accepts the next one
            1-1-1-1-1
            0c1e9a2b6f334a0e9d513f6a1f0e7d01
            {0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01
            0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01}
            }0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01{
            {{0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01}}
            { 0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01 }
            (0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01)
            {}
            {
            urn:uuid:0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01
            ' 0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01'
            0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d0
            0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d011
            0c1e9a2g-6f33-4a0e-9d51-3f6a1f0e7d01
            # the id becomes part of a path
            0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01/../x
            contoso.onmicrosoft.com
            """)
    void rejects_any_other_text(String text) {
        assertThat(CustomerTenantId.parse(text)).isEmpty();
    }

    @Test
    void rejects_a_guid_with_a_line_break_after_it() {
        assertThat(CustomerTenantId.parse("0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\n"))
                .isEmpty();
    }
}
