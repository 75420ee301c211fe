package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.plan.PlanReader.PlanFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFormatTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                           | JSON
            Application/JSON                           | JSON
            application/json; charset=utf-8            | JSON
            application/json;charset=UTF-8             | JSON
            application/json; charset="utf-8"          | JSON
            application/json;charset=utf-8; charset=utf-8 | JSON
            ' application/json ; charset=utf-8 '       | JSON
            application/x-ndjson                       | NDJSON
            application/x-ndjson ; charset = utf-8     | NDJSON
            application/ndjson                         | NDJSON
            Application/NDJSON;charset=utf-8           | NDJSON
            text/csv                                   | CSV
            text/csv; header=present                   | CSV
            text/csv; header=present; charset=utf-8    | CSV
            text/csv; charset=utf-8; Header="present"  | CSV
            """)
    void accepts_a_content_type(String type, PlanFormat format) {
        assertThat(PlanFormat.ofContentType(type)).contains(format);
        assertThat(format.isOf(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/json",
                "application/jsonl",
                "application/x-json",
                "application/y-ndjson",
                "application/(x-)?ndjson",
                "application/problem+json",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=\"utf-8",
                "application/json; header=present",
                "application/json; version=1",
                "application/json;",
                "application/json charset=utf-8",
                "text/csv; header=absent",
                "text/csv, application/json",
                "text/csv; charset=windows-1252"
            })
    void rejects_other_content_types(String type) {
        assertThat(PlanFormat.ofContentType(type)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            plan.json,              JSON
            plans/2026/PLAN.JSON,   JSON
            plan.ndjson,            NDJSON
            plan.csv.ndJson,        NDJSON
            plan.csv,               CSV
            .csv,                   CSV
            """)
    void recognizes_a_blob_by_its_extension(String name, PlanFormat format) {
        assertThat(PlanFormat.ofBlobName(name)).contains(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plan", "json", "ndjson", "plan.jsonl", "plan.csv.gz", "plan.json/", "plan.csv "})
    void rejects_a_blob_with_another_name(String name) {
        assertThat(PlanFormat.ofBlobName(name)).isEmpty();
    }

    @Test
    void a_content_type_of_any_length_is_accepted_or_refused_quickly() {
        assertThat(PlanFormat.ofContentType("application/json" + ";charset=utf-8".repeat(10_000)))
                .isEmpty();
    }
}
