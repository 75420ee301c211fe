package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.function.InvocationContext.Correlation;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    private static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @CsvSource(textBlock = """
            # x-ms-correlation-id, x-ms-client-tracking-id, traceparent, id
            one, two, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, one
            ,    two, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, two
            '',  two, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, two
            ' ', two, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, two
            äöü, two, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, two
            ,    ,    00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736
            ,    '',  00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736
            """)
    void is_the_callers_id_or_else_the_workflows_or_else_the_traces(
            String correlation, String tracking, String traceParent, String id) {
        var headers = new HashMap<String, String>();
        headers.put("x-ms-correlation-id", correlation);
        headers.put("x-ms-client-tracking-id", tracking);
        headers.put("traceparent", traceParent);
        assertThat(Correlation.of(headers::get).id()).isEqualTo(id);
    }

    @Test
    void is_new_each_time_if_none_was_sent() {
        assertThat(Correlation.of(name -> null).id())
                .isNotEqualTo(Correlation.of(name -> null).id());
    }

    @Test
    void a_new_id_is_sent_to_partner_center_as_it_is_returned() {
        var fresh = Correlation.of(name -> null);
        assertThat(fresh).isEqualTo(new Correlation(fresh.upstream().toString(), fresh.upstream()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # as it came,                        upstream
            7cb67bb7-4750-403d-cc2e-6bc44c52d52c, 7cb67bb7-4750-403d-cc2e-6bc44c52d52c
            7CB67BB7-4750-403D-CC2E-6BC44C52D52C, 7cb67bb7-4750-403d-cc2e-6bc44c52d52c
            4bf92f3577b34da6a3ce929d0e0e4736,     4bf92f35-77b3-4da6-a3ce-929d0e0e4736
            FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF,     ffffffff-ffff-ffff-ffff-ffffffffffff
            # any other text: its UUID v5
            run 08585,                            d681023b-676e-5f08-af28-ee4c439c2f94
            |4bf92f.1.,                           d6eb8841-2954-537c-9602-d0384f0553e1
            """)
    void is_returned_unchanged_and_sent_to_partner_center_as_a_guid(String id, UUID upstream) {
        assertThat(correlated(id)).isEqualTo(new Correlation(id, upstream));
    }

    @Test
    void a_trace_is_sent_to_partner_center_by_its_trace_id() {
        assertThat(Correlation.of(Map.of("traceparent", TRACE_PARENT)::get))
                .isEqualTo(new Correlation(
                        "4bf92f3577b34da6a3ce929d0e0e4736", UUID.fromString("4bf92f35-77b3-4da6-a3ce-929d0e0e4736")));
    }

    @Test
    void can_have_128_characters() {
        assertThat(correlated("x".repeat(128)).id()).hasSize(128).containsOnlyOnce("x".repeat(128));
    }

    @Test
    void is_ignored_if_it_has_129_characters() {
        assertThat(correlated("x".repeat(129)).id()).hasSize(36);
    }

    /** A line break would end the header or the log line. */
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nx-ms-request-id: b", "a\tb", "a\u0000b", "a\u007fb", "grün"})
    void is_ignored_if_it_cannot_be_printed(String id) {
        assertThat(correlated(id).id()).hasSize(36).doesNotContain(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
            })
    void is_not_read_from_an_invalid_trace_parent(String header) {
        assertThat(Correlation.of(Map.of("traceparent", header)::get).id()).hasSize(36);
    }

    /** W3C Trace Context, section 3.2.2: version ff is invalid, version 00 ends after the flags, and a parent id of zeros is invalid. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
            })
    void is_not_read_from_a_trace_parent_that_the_standard_calls_invalid(String header) {
        assertThat(Correlation.of(Map.of("traceparent", header)::get).id()).hasSize(36);
    }

    /** A later version can append fields. */
    @Test
    void is_read_from_a_trace_parent_of_a_later_version() {
        var header = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more";
        assertThat(Correlation.of(Map.of("traceparent", header)::get).id())
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    private static Correlation correlated(String id) {
        return Correlation.of(Map.of("x-ms-correlation-id", id)::get);
    }
}
