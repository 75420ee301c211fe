package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationTest {
    private static final List<Representation> OFFERED =
            List.of(Representation.JSON, Representation.PAGE, Representation.CSV);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # Accept                                                           | answer
            ''                                                                 | application/json
            */*                                                                | application/json
            application/json                                                   | application/json
            text/html                                                          | text/html
            Text/HTML                                                          | text/html
            text/csv                                                           | text/csv
            text/*                                                             | text/html
            application/*                                                      | application/json
            # unknown types
            image/png                                                          | application/json
            image/png, application/xhtml+xml                                   | application/json
            image/png, text/html;q=0.1                                         | text/html
            html                                                               | application/json
            text/html-fragment                                                 | application/json
            application/problem+json                                           | application/json
            # browsers, curl
            text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8    | text/html
            text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2               | text/html
            # the highest quality
            text/html;q=0.5, application/json                                  | application/json
            text/html;q=0.5, application/json;q=0.51                           | application/json
            text/html;q=0.5, application/json;q=0.499                          | text/html
            application/json;q=0.9, text/html                                  | text/html
            application/json;q=0.9, text/csv;q=1.000, text/html;q=0.999        | text/csv
            text/html ; q = 0.1 , text/csv ; Q=0.2                             | text/csv
            text/html;level=1;q=0.1, text/csv;q=0.2                            | text/csv
            # of the same quality the first
            text/csv, text/html                                                | text/csv
            text/html, text/csv                                                | text/html
            text/html;q=0.5, text/csv;q=0.5, application/json;q=0.5            | text/html
            */*, text/html                                                     | application/json
            text/html, */*                                                     | text/html
            # the more precise range decides
            text/html;q=0.1, */*;q=0.5                                         | application/json
            text/*, text/html;q=0.1                                            | text/csv
            */*, application/json;q=0.1                                        | text/html
            # not wanted
            text/html;q=0                                                      | application/json
            text/*, text/html;q=0                                              | text/csv
            text/*;q=0, */*                                                    | application/json
            application/json;q=0                                               | application/json
            # no quality
            text/html;q=2                                                      | application/json
            text/html;q=high                                                   | application/json
            text/html;q=-1                                                     | application/json
            text/html;q=0.1234                                                 | application/json
            text/html;q=                                                       | application/json
            ','                                                                | application/json
            """)
    void the_media_type_with_the_highest_quality_wins_and_then_the_first(String header, String answer) {
        assertThat(Representation.preferred(header, OFFERED).mediaType()).isEqualTo(answer);
    }

    @Test
    void a_long_header_is_parsed_quickly() {
        var many = "image/png;q=0.5,".repeat(10_000) + ";".repeat(10_000) + ",text/csv" + " ".repeat(10_000);
        assertThat(Representation.preferred(many, OFFERED).mediaType()).isEqualTo("text/csv");
    }
}
