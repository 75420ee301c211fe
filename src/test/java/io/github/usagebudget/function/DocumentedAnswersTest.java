package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.usagebudget.function.AnswerExamples.AnswerExample;
import io.github.usagebudget.openapi.ApiDocument;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.testing.ApplicationFixture;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI documents list exactly the answers that the function gives, with their headers and bodies. */
@QuarkusTest
class DocumentedAnswersTest extends ApplicationFixture {
    /** Headers that the HTTP server adds to every answer. */
    private static final Set<String> TRANSPORT = Set.of("content-type", "content-length", "transfer-encoding", "date");

    /** Headers that the function adds to every answer, documented once and not per answer. */
    private static final Map<String, String> ALWAYS =
            Map.of("cache-control", "no-store", "x-content-type-options", "nosniff");

    static Stream<AnswerExample> answers() {
        return AnswerExamples.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void each_answer_matches_both_documents(AnswerExample provoked) {
        var answer = provoked.by().apply(new ExampleRequests(simulator, settings));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(provoked.status());
        if (provoked.status() != 200) assertThat(answer.path("code").toString()).isEqualTo(provoked.code());
        ALWAYS.forEach((name, value) -> assertThat(answer.header(name)).isEqualTo(value));
        var type = answer.contentType();
        for (var document : ApiDocument.values()) {
            assertThat(document.mediaTypes(provoked.operation(), provoked.status()))
                    .as(document + " media types")
                    .contains(type);
            assertThat(document.faultsInAnswer(provoked.operation(), provoked.status(), type, answer.asString()))
                    .as(document + " and " + answer.asString())
                    .isEmpty();
            document.example(provoked.operation(), provoked.status(), type)
                    .ifPresent(example -> assertSameProblem(example, answer));
            var headers = document.headers(provoked.operation(), provoked.status());
            assertThat(headers.keySet()).as(document + " headers").containsAll(headersOf(answer));
            headers.forEach((name, always) -> {
                if (always)
                    assertThat(headersOf(answer)).as(document + " headers").contains(name);
            });
        }
    }

    private static void assertSameProblem(JsonNode example, Response answer) {
        if (!example.path("code").asText().equals(answer.path("code"))) return;
        for (var name : List.of("type", "title"))
            assertThat(example.path(name).asText()).isEqualTo(answer.path(name));
    }

    private static Set<String> headersOf(Response answer) {
        return answer.headers().asList().stream()
                .map(header -> header.getName().toLowerCase(Locale.ROOT))
                .filter(name -> !TRANSPORT.contains(name) && !ALWAYS.containsKey(name))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void there_is_an_example_of_each_documented_answer_and_of_no_other(ApiDocument document) {
        assertThat(document.answers())
                .isEqualTo(answers().map(AnswerExample::answer).collect(Collectors.toSet()));
    }

    @Test
    void a_report_can_also_be_a_page_or_a_table() {
        // BudgetPlanIT and ReportFilesIT request them from the packaged deployable
        assertThat(ApiDocument.OPENAPI_3_1.mediaTypes(AnswerExamples.PLAN, 200))
                .containsExactlyInAnyOrder("application/json", "text/html", "text/csv");
        // OpenAPI 2.0 has one schema per status
        assertThat(ApiDocument.SWAGGER_2_0.mediaTypes(AnswerExamples.PLAN, 200)).containsExactly("application/json");
    }

    @Test
    void an_export_has_four_formats() {
        assertThat(ApiDocument.OPENAPI_3_1.mediaTypes(AnswerExamples.EXPORT, 200))
                .containsExactlyInAnyOrder("application/json", "application/x-ndjson", "text/csv", "text/html");
        assertThat(ApiDocument.SWAGGER_2_0.mediaTypes(AnswerExamples.EXPORT, 200))
                .containsExactly("application/json");
    }

    @ParameterizedTest
    @EnumSource
    void the_headers_of_every_answer_are_documented_once(ApiDocument document) {
        assertThat(document.description().toLowerCase(Locale.ROOT)).contains(ALWAYS.keySet());
        assertThat(document.description()).contains(ALWAYS.values());
    }

    @ParameterizedTest
    @EnumSource
    void the_summary_of_a_run_has_exactly_the_documented_counts(ApiDocument document) {
        var counts = new TreeSet<String>();
        for (var dryRun : List.of(true, false)) {
            var report = new PlanReport(
                    "",
                    "",
                    dryRun,
                    Optional.empty(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    List.of(),
                    OptionalInt.of(1),
                    Optional.empty());
            counts.addAll(BudgetPlanResponse.summary(report).keySet());
        }
        assertThat(document.properties("PlanSummary").keySet()).isEqualTo(counts);
    }
}
