package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.entra.EntraError.Advice;
import io.github.usagebudget.http.HttpReply;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of AADSTS numbers and the advice that operators get. */
class EntraErrorTest {
    static Stream<Arguments> rows() {
        return Arrays.stream(EntraError.values())
                .flatMap(row -> row.numbers().stream().map(number -> Arguments.of(row, number)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_number_is_reported_with_the_advice_in_its_row(EntraError row, int number) {
        var failure = failure("{\"error\":\"invalid_client\",\"error_codes\":[" + number + "]}");
        if (row.next() == Advice.LATER) {
            assertThat(failure.kind()).isEqualTo(CREDENTIALS_UNAVAILABLE);
            assertThat(failure.retryAfter()).isPresent();
            assertThat(failure).hasMessageContaining("AADSTS" + number + ")");
        } else {
            assertThat(failure.kind()).isEqualTo(CREDENTIALS_REFUSED);
            assertThat(failure)
                    .hasMessage("Entra refuses the app's credentials (invalid_client, AADSTS" + number + "). "
                            + row.advice(true));
        }
    }

    @Test
    void no_number_is_in_two_rows() {
        assertThat(Arrays.stream(EntraError.values()).flatMap(row -> row.numbers().stream()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void each_advice_is_complete_and_unique(EntraError row) {
        assertThat(row.advice(true)).matches("[A-Z].*\\.").doesNotContain("  ");
        assertThat(Arrays.stream(EntraError.values()).map(other -> other.advice(true)))
                .containsOnlyOnce(row.advice(true));
    }

    @ParameterizedTest
    @CsvSource({
        "700213, add a federated credential",
        "7002138, matches except for letter case",
        "700212, exchange audience",
        "7002121, exchange audience",
        "700021, for another app or endpoint",
        "70002, the secret's value (not its id)",
        "7000215, the secret's value (not its id)",
        "700222, Only a managed identity's token",
        "7000222, has expired: add a new one",
        "700024, check this machine's clock",
        "700016, does not know the app",
        "70001, The app is disabled",
        "70000, The refresh token is not valid",
        "700082, The refresh token has expired",
        "90002, There is no such tenant"
    })
    void a_number_matches_exactly(int number, String advice) {
        assertThat(failure("{\"error\":\"invalid_client\",\"error_codes\":[" + number + "]}"))
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"invalid_client\",\"error_codes\":[7000215]}",
                "{\"error\":\"invalid_client\",\"error_codes\":[\"7000215\"]}",
                "{\"error\":\"invalid_client\",\"error_codes\":7000215}",
                "{\"error\":\"invalid_client\",\"error_codes\":[123456, 7000215]}",
                "{\"error\":\"invalid_client\",\"error_codes\":[],\"error_description\":\"AADSTS7000215: Invalid secret\"}",
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret\\r\\nTrace ID: 1\"}",
                "{\"error\":\"invalid_client\",\"error_codes\":\"?\",\"error_description\":\"AADSTS7000215\"}"
            })
    void the_number_is_found_in_every_place_where_entra_writes_it(String body) {
        assertThat(failure(body))
                .hasMessageStartingWith("Entra refuses the app's credentials (invalid_client, AADSTS7000215). "
                        + EntraError.SECRET_WRONG.advice(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":"invalid_grant"}                                | (invalid_grant). The refresh token is no longer valid
            {"error":"invalid_client","error_codes":[123456]}        | https://login.microsoftonline.com/error?code=123456
            {"error":"invalid_client","error_codes":[70002151]}      | https://login.microsoftonline.com/error?code=70002151
            {"error":"invalid_client","error_codes":[-7000215]}      | (invalid_client). Check PARTNER_CENTER_TENANT_ID
            {"error":"invalid_client","error_codes":[7000215000000]} | (invalid_client). Check PARTNER_CENTER_TENANT_ID
            {"error":"Quoted s3cret!"}                               | credentials. Check PARTNER_CENTER_TENANT_ID
            """)
    void a_number_that_is_not_in_the_table_also_has_advice(String body, String advice) {
        assertThat(failure(body).kind()).isEqualTo(CREDENTIALS_REFUSED);
        assertThat(failure(body)).hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"invalid_grant\"}",
                "{\"error\":\"interaction_required\",\"error_codes\":[123456]}",
                "{\"error\":\"invalid_grant\",\"error_codes\":[53003]}",
                "{\"error\":\"invalid_grant\",\"error_codes\":[65001]}"
            })
    void consent_is_advised_only_if_a_refresh_token_was_sent(String body) {
        var answer = answer(400, body);
        var fault = EntraFault.in(answer).orElseThrow();
        assertThat(fault.failure(answer, true, Clock.systemUTC())).hasMessageContaining("Give consent again");
        assertThat(fault.failure(answer, false, Clock.systemUTC()).getMessage())
                .doesNotContain("onsent again", "refresh token", "PARTNER_CENTER_GRANT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | body                                                                      | next
            400      | {"error":"temporarily_unavailable"}                                       | LATER
            400      | {"error":"server_error"}                                                  | LATER
            400      | {"error":"invalid_request","error_codes":[90055]}                         | LATER
            429      | {"error":"invalid_client","error_codes":[7000215]}                        | LATER
            503      | ''                                                                        | LATER
            403      | <html>                                                                    | LATER
            400      | {"error":"invalid_client"}                                                | NEW_CREDENTIAL
            401      | {"error":"invalid_client","error_codes":[700024]}                         | NEW_ASSERTION
            400      | {"error":"invalid_grant"}                                                 | NEW_GRANT
            400      | {"error":"invalid_client","error_codes":[700016]}                         | FINAL
            400      | {"error":"unauthorized_client"}                                           | FINAL
            """)
    void the_function_first_tries_the_credential_that_can_help(int status, String body, Advice next) {
        assertThat(EntraFault.in(answer(status, body)).orElseThrow().next()).isEqualTo(next);
    }

    private static BudgetFailure failure(String body) {
        var answer = answer(400, body);
        return EntraFault.in(answer).orElseThrow().failure(answer, true, Clock.systemUTC());
    }

    private static HttpReply answer(int status, String body) {
        return new HttpReply(status, Map.of(), body.getBytes(UTF_8));
    }
}
