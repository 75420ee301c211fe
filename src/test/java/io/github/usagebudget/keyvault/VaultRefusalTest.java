package io.github.usagebudget.keyvault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.http.HttpReply;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultRefusalTest {
    /** A message of the vault, with ids of the app, the identity and the tenant, and with addresses. */
    private static final String MESSAGE =
            "Caller is not authorized.\\r\\nCaller: appid=5e29463d-71da-4fe0-8e69-999b57db23b0;oid=0c1f9f3b-62b7-4e0f-9d2c-5ac1cf2b1e77;"
                    + "iss=https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/\\r\\nClient address: 20.1.2.3\\r\\nVault: v;location=we";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | code            | innermost code                | number   | kind                    | advice
            403      | Forbidden       | SecretDisabled                |          | misconfigured           | enable it or store a new version
            403      | Forbidden       | ForbiddenByRbac               |          | misconfigured           | give it the role Key Vault Secrets User
            403      | Forbidden       | ForbiddenByPolicy             |          | misconfigured           | the secret permission Get
            403      | Forbidden       | AccessDenied                  |          | misconfigured           | the secret permission Get
            403      | AccessDenied    |                               |          | misconfigured           | the secret permission Get
            403      | Forbidden       | ForbiddenByFirewall           |          | misconfigured           | allow the app's outbound addresses
            403      | Forbidden       | ForbiddenByConnection         |          | misconfigured           | private endpoint
            403      | Forbidden       | SomethingNew                  |          | misconfigured           | give it the role Key Vault Secrets User
            403      | Forbidden       |                               |          | misconfigured           | give it the role Key Vault Secrets User
            401      | Unauthorized    |                               | AKV10032 | misconfigured           | a vault of the identity's tenant
            401      | Unauthorized    |                               | AKV10022 | misconfigured           | does not take tokens of this cloud
            401      | Unauthorized    |                               | AKV10046 | credentials-unavailable | at the moment
            401      | Unauthorized    |                               | AKV10000 | misconfigured           | does not take the token
            401      | Unauthorized    |                               | AKV100320 | misconfigured          | does not take the token
            404      | SecretNotFound  |                               |          | misconfigured           | holds no secret named s: store it there, or recover it
            404      | NotFound        |                               |          | misconfigured           | holds no secret named s
            409      | Conflict        | ObjectIsDeletedButRecoverable |          | misconfigured           | recover it (az keyvault secret recover) or purge it
            409      | Conflict        | ObjectIsBeingRecovered        |          | credentials-unavailable | deleting or recovering the secret s
            409      | Conflict        | ObjectIsBeingDeleted          |          | credentials-unavailable | deleting or recovering the secret s
            409      | Conflict        |                               |          | credentials-unavailable | answered 409
            400      | BadParameter    |                               |          | misconfigured           | refuses the request: BadParameter.
            429      | Throttled       |                               |          | credentials-unavailable | answered 429
            500      | InternalError   |                               |          | credentials-unavailable | answered 500
            """)
    void each_refusal_has_specific_advice_without_ids(
            int status, String code, String inner, String number, String kind, String advice) {
        var failure = failure(status, body(code, inner, number));
        assertThat(failure.kind().code()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(advice);
        assertThat(failure.getMessage()).doesNotContainPattern("[0-9a-f]{8}|20\\.1|sts\\.|appid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"code":"BadParameter","message":"The request URI contains an invalid name: s"}}       | does not take the name s for a secret.
            {"error":{"code":"BadParameter","message":"Secret value s3cret is too large"}}                  | refuses the request: BadParameter.
            {"error":{"code":"BadParameter","message":"s3cret","innererror":{"code":"TooManyTags"}}}        | refuses the request: TooManyTags.
            {"error":{"code":"s3cret 1","message":"s3cret"}}                                                | refuses the request.
            <html>s3cret                                                                                    | refuses the request.
            """)
    void only_a_400_about_the_name_names_the_setting_with_the_name(String body, String advice) {
        var refused = catchThrowableOfType(
                BudgetFailure.class, () -> new VaultAnswers(Clock.systemUTC()).stored("s", answer(400, body)));
        assertThat(refused).hasMessage("The vault at KEY_VAULT_URL " + advice);
        assertThat(refused.kind().code()).isEqualTo("misconfigured");
    }

    @Test
    void storing_needs_another_role() {
        var refused = answer(403, body("Forbidden", "ForbiddenByRbac", null));
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> new VaultAnswers(Clock.systemUTC()).stored("s", refused));
        assertThat(failure).hasMessageContaining("give it the role Key Vault Secrets Officer");
    }

    @Test
    void a_code_is_found_at_any_depth_and_a_cycle_of_errors_ends() {
        var deep =
                "{\"error\":{\"code\":\"Forbidden\",\"innererror\":{\"code\":\"x\",\"innererror\":{\"code\":\"SecretDisabled\"}}}}";
        assertThat(VaultRefusal.in(answer(403, deep))).contains(VaultRefusal.DISABLED);
        var endless = "{\"error\":" + "{\"code\":\"x\",\"innererror\":".repeat(50) + "1" + "}".repeat(51);
        assertThat(VaultRefusal.in(answer(403, endless))).isEmpty();
    }

    @Test
    void each_code_has_one_meaning() {
        assertThat(Arrays.stream(VaultRefusal.values()).flatMap(refusal -> refusal.codes().stream()))
                .doesNotHaveDuplicates();
    }

    private static String body(String code, String inner, String number) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + (number == null ? "" : number + ": ") + MESSAGE
                + "\"" + (inner == null ? "" : ",\"innererror\":{\"code\":\"" + inner + "\"}") + "}}";
    }

    private static BudgetFailure failure(int status, String body) {
        return catchThrowableOfType(
                BudgetFailure.class, () -> new VaultAnswers(Clock.systemUTC()).read("s", answer(status, body)));
    }

    private static HttpReply answer(int status, String body) {
        return new HttpReply(status, Map.of(), body.getBytes(UTF_8));
    }
}
