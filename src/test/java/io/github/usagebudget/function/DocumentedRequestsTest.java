package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.openapi.ApiDocument;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The function accepts the requests that the OpenAPI documents describe. */
@QuarkusTest
class DocumentedRequestsTest extends ApplicationFixture {
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String ANOTHER = "7b0f6b0a-52d6-4a2f-8d4e-3f1f0a2b9c11";

    @ParameterizedTest
    @CsvSource({AnswerExamples.SET + ",/usage-budget", AnswerExamples.PLAN + ",/budget-plan"})
    void each_example_of_a_request_is_accepted(String operation, String path) {
        for (var document : ApiDocument.values())
            document.requestExamples(operation).forEach((type, example) -> {
                simulator.partnerCenter().customer(CUSTOMER, "80");
                simulator.partnerCenter().customer(ANOTHER, "60");
                var answer = TestCaller.post(given(), path, type, example);
                assertThat(answer.statusCode()).as(document + " " + type).isEqualTo(200);
                assertThat(answer.asString()).doesNotContain("\"problem\"");
                assertThat(simulator.partnerCenter().budget(CUSTOMER)).contains("250");
            });
    }

    @ParameterizedTest
    @EnumSource
    void the_documented_report_can_be_undone(ApiDocument document) {
        simulator.partnerCenter().customer(CUSTOMER, "250");
        var report =
                document.example(AnswerExamples.PLAN, 200, "application/json").orElseThrow();
        if (document == ApiDocument.OPENAPI_3_1)
            assertThat(document.faultsInRequest(AnswerExamples.PLAN, "application/json", report.toString()))
                    .isEmpty();
        var answer = TestCaller.post(given(), "/budget-plan?undo=true", "application/json", report.toString());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(simulator.partnerCenter().budget(CUSTOMER)).contains("80");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accepted | "amount":0
            accepted | "amount":100.10,"removeBudget":false
            accepted | "amount":999999999999999.99
            accepted | "amount":null,"removeBudget":true
            accepted | "amount":1,"expectedAmount":null,"dryRun":true,"reason":""
            accepted | "amount":1,"expectedAmount":300.000000
            refused  | "amount":"100"
            refused  | "amount":-1
            refused  | "amount":1000000000000000
            refused  | "amount":null
            refused  | "amount":null,"removeBudget":false
            refused  | "removeBudget":true
            refused  | "amount":1,"removeBudget":true
            refused  | "amount":1,"removeBudget":"true"
            refused  | "amount":1,"expectedAmount":"1"
            refused  | "amount":1,"expectedAmount":-1
            refused  | "amount":1,"dryRun":null
            refused  | "amount":1,"reason":7
            refused  | "amount":1,"Amount":1
            """)
    void the_function_accepts_exactly_the_requests_that_openapi_3_1_allows(String verdict, String members)
            throws IOException {
        var body = TestCaller.change(CUSTOMER, members);
        var accepted = verdict.equals("accepted");
        assertThat(ReadBody.body(body).read().isPresent()).isEqualTo(accepted);
        assertThat(ApiDocument.OPENAPI_3_1
                        .faultsInRequest(AnswerExamples.SET, "application/json", body)
                        .isEmpty())
                .isEqualTo(accepted);
        // OpenAPI 2.0 cannot express that one field requires another
        if (accepted)
            assertThat(ApiDocument.SWAGGER_2_0.faultsInRequest(AnswerExamples.SET, "application/json", body))
                    .isEmpty();
    }
}
