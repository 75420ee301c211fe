package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.partnercenter.PartnerCenterErrors.FaultReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of errors and what they mean (docs/partner-center.md, "Error codes"). */
class PartnerCenterErrorsTest {
    private final PartnerCenterErrors faults =
            new PartnerCenterErrors(Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # status, kind,                       retryable
                    302,      PARTNER_CENTER_UNAVAILABLE, false
                    400,      AMOUNT_REFUSED,             false
                    401,      CREDENTIALS_REFUSED,        false
                    403,      PARTNER_CENTER_FORBIDDEN,   false
                    404,      CUSTOMER_UNKNOWN,           false
                    405,      PARTNER_CENTER_UNAVAILABLE, false
                    408,      PARTNER_CENTER_UNAVAILABLE, true
                    409,      BUDGET_CHANGED,             false
                    412,      BUDGET_CHANGED,             false
                    417,      PARTNER_CENTER_UNAVAILABLE, false
                    429,      THROTTLED,                  true
                    500,      PARTNER_CENTER_UNAVAILABLE, true
                    501,      PARTNER_CENTER_UNAVAILABLE, false
                    502,      PARTNER_CENTER_UNAVAILABLE, true
                    503,      PARTNER_CENTER_UNAVAILABLE, true
                    504,      PARTNER_CENTER_UNAVAILABLE, true
                    505,      PARTNER_CENTER_UNAVAILABLE, true
                    599,      PARTNER_CENTER_UNAVAILABLE, true
                    """)
    void the_status_decides_the_kind_of_failure(int status, Kind kind, boolean retryable) {
        // the same code occurs with two statuses
        var failure = faults.translate(answer(status, "{\"code\":3000}"));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure.partnerCenter().orElseThrow().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # status, code,  what the operator reads
                    400,  2000,   check customerTenantId
                    400,  900118, check customerTenantId
                    400,  900127, The amount is not the problem
                    400,  800002, see partnerCenter for its reason
                    400,  2055,   etag is no longer valid
                    401,  900420, https://api.partnercenter.microsoft.com
                    401,  900421, 'give consent again, signing in with MFA'
                    401,  400,    PARTNER_CENTER_TENANT_ID
                    401,  800001, App management
                    403,  20002,  no relationship with this customer
                    403,  900329, PARTNER_CENTER_GRANT to app-and-user
                    403,  900308, Admin agent
                    403,  900150, Admin agent
                    403,  900309, Conditional Access
                    403,  900124, Microsoft Partner Agreement
                    403,  800039, reseller program status
                    403,  900416, locked
                    403,  800075, not approved
                    403,  90000,  Entra failed
                    403,  600006, not allowed for this customer
                    403,  2032,   check the app's permissions
                    404,  60003,  check customerTenantId
                    409,  900278, answered 409
                    412,  1,      answered 412
                    500,  800003, answered 500
                    """)
    void the_detail_has_the_advice_for_the_code(int status, String code, String advice) {
        assertThat(faults.translate(answer(status, "{\"code\":" + code + "}"))).hasMessageContaining(advice);
        assertThat(faults.translate(answer(status, "{\"code\":\"" + code + "\"}")))
                .hasMessageContaining(advice);
    }

    @Test
    void a_stale_etag_is_a_conflict_and_not_a_wrong_amount() {
        assertThat(faults.translate(answer(400, "{\"code\":2055}")).kind()).isEqualTo(Kind.BUDGET_CHANGED);
    }

    @Test
    void all_members_of_a_fault_reach_the_caller() {
        var answer = answer(
                403,
                "\uFEFF{\"code\":20002,\"description\":\"The partner&#39;s \\n &lt;id&gt; &amp; more\",\"data\":[\"a\",null,7],\"source\":\"PartnerFD\"}",
                "MS-CV",
                "xo4SBGPHY0yXDlVC.0");
        var said = faults.translate(answer).partnerCenter().orElseThrow();
        assertThat(said.code()).contains("20002");
        assertThat(said.description()).contains("The partner's <id> & more");
        assertThat(said.data()).containsExactly("a", "7");
        assertThat(said.source()).contains("PartnerFD");
        assertThat(said.correlationVector()).contains("xo4SBGPHY0yXDlVC.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>502</html>", "Bad gateway", "[]", "\"text\"", "{\"code\":{},\"description\":[]}", "{"
            })
    void a_body_that_is_not_an_error_is_ignored(String body) {
        var said = faults.translate(answer(502, body)).partnerCenter().orElseThrow();
        assertThat(said.code()).isEmpty();
        assertThat(said.description()).isEmpty();
        assertThat(said.data()).isEmpty();
        assertThat(said.source()).isEmpty();
    }

    @Test
    void a_description_is_cut_to_the_documented_length() {
        var body = "{\"code\":1,\"description\":\"" + "x".repeat(5000) + "\"}";
        var said = faults.translate(answer(400, body)).partnerCenter().orElseThrow();
        assertThat(said.description().orElseThrow()).hasSize(1024).endsWith("x…");
    }

    @Test
    void data_is_also_cut() {
        var many = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));
        var said = faults.translate(answer(400, "{\"code\":1,\"data\":[" + many + "]}"))
                .partnerCenter()
                .orElseThrow();
        assertThat(said.data()).hasSize(20);
    }

    @Test
    void throttling_is_always_retryable() {
        assertThat(faults.translate(answer(429, "{\"isRetryable\":false}")).retryable())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "'\"false\"',true"})
    void an_error_can_declare_itself_not_retryable(String isRetryable, boolean retryable) {
        assertThat(faults.translate(answer(503, "{\"isRetryable\":" + isRetryable + "}"))
                        .retryable())
                .isEqualTo(retryable);
    }

    @Test
    void a_500_that_needs_a_user_is_not_retryable_and_says_so() {
        var failure = faults.translate(
                answer(500, "{\"description\":\"This resource can't be accessed by application credentials.\"}"));
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("app-and-user");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # Retry-After                 | body                                                     | wait
                    57                            | {}                                                       | PT57S
                    Tue, 24 Nov 2026 08:01:00 GMT | {}                                                       | PT1M
                                                  | {"message":"Rate limit is exceeded. Try again in 57 seconds."} | PT57S
                                                  | {"message":"try again in 1 second"}                      | PT1S
                    5                             | {"message":"Try again in 57 seconds."}                   | PT5S
                                                  | {"message":"Try again in 99999999999 seconds."}          | PT277777H46M39S
                                                  | {}                                                       |
                    """)
    void throttling_has_the_time_to_wait(String header, String body, Duration wait) {
        var answer = header == null ? answer(429, body) : answer(429, body, "Retry-After", header);
        var retryAfter = faults.translate(answer).retryAfter();
        if (wait == null) assertThat(retryAfter).isEmpty();
        else assertThat(retryAfter).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # status | body                              | header               | worth a fresh token
                    401      | {"code":400}                      |                      | true
                    401      |                                   |                      | true
                    401      | {"code":900420}                   |                      | false
                    401      | {"code":"900421"}                 |                      | false
                    401      | {"description":"MFA is required"} |                      | false
                    401      |                                   | Bearer error=mfa     | false
                    403      | {"code":400}                      |                      | false
                    """)
    void only_a_revoked_token_is_replaced(int status, String body, String header, boolean worth) {
        var text = body == null ? "" : body;
        var answer = header == null ? answer(status, text) : answer(status, text, "WWW-Authenticate", header);
        assertThat(faults.deservesFreshToken(answer)).isEqualTo(worth);
    }

    @ParameterizedTest
    @CsvSource({"xo4SBGPHY0yXDlVC.0,true", "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6InNpbXVsYXRlZCJ9.x,false"})
    void a_correlation_vector_must_be_well_formed(String header, boolean asText) {
        assertThat(FaultReader.correlationVector(answer(200, "", "MS-CV", header))
                        .isPresent())
                .isEqualTo(asText);
    }

    @Test
    void a_success_without_the_budget_is_described() {
        BudgetFailure failure = PartnerCenterErrors.unexpected(answer(200, "<html>"), "not with a spending budget");
        assertThat(failure.kind()).isEqualTo(Kind.PARTNER_CENTER_UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessage("Partner Center answered 200, but not with a spending budget.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":900421,"description":"No MFA"}
            {"Code":"900421","Description":"No MFA"}
            {"CODE":900421,"message":"No MFA"}
            {"error":{"code":"900421","message":"No MFA"}}
            {"Error":{"Code":900421,"Message":"No MFA"}}
            """)
    void an_error_is_read_in_any_shape(String body) {
        var failure = faults.translate(answer(401, body));
        var fault = failure.partnerCenter().orElseThrow();
        assertThat(fault.code()).contains("900421");
        assertThat(fault.description()).contains("No MFA");
        assertThat(failure).hasMessageContaining("without MFA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":1,"isRetryable":false}
            {"Code":1,"IsRetryable":false}
            {"error":{"code":1,"isRetryable":false}}
            """)
    void an_error_that_is_not_retryable_is_recognized_in_any_shape(String body) {
        assertThat(faults.translate(answer(503, body)).retryable()).isFalse();
    }

    @Test
    void a_403_because_of_missing_mfa_says_what_to_do() {
        var failure =
                faults.translate(answer(403, "{\"Error\":{\"Code\":\"Unauthorized_MissingMFA\",\"Message\":\"x\"}}"));
        assertThat(failure.kind()).isEqualTo(Kind.PARTNER_CENTER_FORBIDDEN);
        assertThat(failure).hasMessageContaining("without MFA");
    }

    private static HttpReply answer(int status, String body) {
        return new HttpReply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpReply answer(int status, String body, String header, String value) {
        return new HttpReply(status, Map.of(header, value), body.getBytes(StandardCharsets.UTF_8));
    }
}
