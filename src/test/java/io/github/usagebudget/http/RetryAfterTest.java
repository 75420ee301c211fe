package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.http.HttpReply.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(textBlock = """
            'Tue, 24 Nov 2026 08:00:57 GMT', PT57S
            'Tue, 24 Nov 2026 08:00:00 GMT', PT0S
            'Tue, 24 Nov 2026 07:00:00 GMT', PT0S
            'Tue,  24 Nov 2026 08:00:57 GMT', none
            'Mon, 24 Nov 2026 08:00:57 GMT', none
            'Tuesday, 24-Nov-26 08:00:57 GMT', PT57S
            'Tuesday, 24-Nov-76 08:00:00 GMT', PT277777H46M39S
            'Thursday, 24-Nov-77 08:00:00 GMT', PT0S
            'Tue Nov 24 08:00:57 2026', PT57S
            'Fri Dec  4 08:00:00 2026', PT240H
            'Fri Dec 04 08:00:00 2026', PT240H
            'Fri, 31 Dec 9999 23:59:59 GMT', PT277777H46M39S
            """, nullValues = "none")
    void reads_a_date_as_the_time_until_then(String header, Duration wait) {
        assertThat(RetryAfter.of(answer(Map.of("Retry-After", header)), NOW)).isEqualTo(Optional.ofNullable(wait));
    }

    /** The clock of this machine says 08:00:00. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # Date                            | Retry-After
            Tue, 24 Nov 2026 08:30:00 GMT     | Tue, 24 Nov 2026 08:30:57 GMT     | PT57S
            Tue, 24 Nov 2026 06:00:00 GMT     | Tue, 24 Nov 2026 06:00:57 GMT     | PT57S
            Tue Nov 24 08:30:00 2026          | Tuesday, 24-Nov-26 08:30:57 GMT   | PT57S
            Tue, 24 Nov 2026 08:30:00 GMT     | Tue, 24 Nov 2026 08:00:57 GMT     | PT0S
            Tue, 24 Nov 2026 08:30:00 GMT     | 57                                | PT57S
            yesterday                         | Tue, 24 Nov 2026 08:00:57 GMT     | PT57S
            """, delimiter = '|')
    void a_date_is_relative_to_the_date_of_the_answer(String date, String header, Duration wait) {
        assertThat(RetryAfter.of(answer(Map.of("Date", date, "Retry-After", header)), NOW))
                .contains(wait);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            57,        PT57S
            ' 57 ',    PT57S
            0,         PT0S
            3600,      PT1H
            999999999, PT277777H46M39S
            # a longer wait makes no difference
            1000000000,           PT277777H46M39S
            99999999999999999999, PT277777H46M39S
            0000000000057,        PT57S
            """)
    void reads_seconds(String header, Duration wait) {
        assertThat(RetryAfter.of(answer(Map.of("Retry-After", header)), NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "57s"})
    void reads_nothing_from_other_text(String header) {
        assertThat(RetryAfter.of(answer(Map.of("Retry-After", header)), NOW)).isEmpty();
    }

    @Test
    void reads_nothing_without_the_header() {
        assertThat(RetryAfter.of(answer(Map.of()), NOW)).isEmpty();
    }

    private static HttpReply answer(Map<String, String> headers) {
        return new HttpReply(429, headers, new byte[0]);
    }
}
