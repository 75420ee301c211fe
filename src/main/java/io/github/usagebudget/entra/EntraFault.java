package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.JsonBody;
import io.github.usagebudget.remote.Retries;
import io.github.usagebudget.remote.RetryAfter;
import java.time.Clock;
import java.util.regex.Pattern;

/**
 * What a refusal by Entra means and what to do about it. Only its error code and number are passed on, never its description,
 * which may quote what was sent. Source of the numbers: learn.microsoft.com, entra/identity-platform/reference-error-codes.
 */
final class EntraFault {
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private EntraFault() {}

    static boolean isSecretRefused(ObjectMapper json, Answer answer) {
        return error(json, answer).equals("invalid_client");
    }

    static BudgetFailure of(ObjectMapper json, Answer answer, Clock clock) {
        var error = error(json, answer);
        var passing = error.isEmpty() || error.equals("temporarily_unavailable") || error.equals("server_error");
        if (passing || Retries.passing(answer.status()))
            return CredentialsUnavailable.because(
                    "Entra answered " + answer.status() + (error.isEmpty() ? "" : " (" + error + ")")
                            + " and no token.",
                    RetryAfter.of(answer, clock));
        var number = number(json, answer);
        return BudgetFailure.of(
                CREDENTIALS_REFUSED,
                "Entra refuses the app's credentials (" + error + (number == 0 ? "" : ", AADSTS" + number) + "). "
                        + remedy(number));
    }

    private static String remedy(long number) {
        if (number == 7000215)
            return "The client secret is wrong: store the secret's value (not its id) in Key Vault under"
                    + " KEY_VAULT_CLIENT_SECRET_NAME.";
        if (number == 7000222)
            return "The client secret has expired: add a new one to the app registration and store it in Key Vault under"
                    + " KEY_VAULT_CLIENT_SECRET_NAME.";
        if (number == 700016)
            return "The tenant does not know the app: check PARTNER_CENTER_CLIENT_ID and PARTNER_CENTER_TENANT_ID.";
        if (number == 90002) return "There is no such tenant: check PARTNER_CENTER_TENANT_ID.";
        return "Check PARTNER_CENTER_TENANT_ID, PARTNER_CENTER_CLIENT_ID and the client secret, and that the app registration"
                + " may use Partner Center.";
    }

    private static String error(ObjectMapper json, Answer answer) {
        if (answer.successful()) return "";
        return JsonBody.object(json, answer.body())
                .flatMap(body -> JsonBody.text(body, "error"))
                .filter(error -> ERROR.matcher(error).matches())
                .orElse("");
    }

    private static long number(ObjectMapper json, Answer answer) {
        return JsonBody.object(json, answer.body())
                .map(body -> body.path("error_codes").path(0))
                .map(JsonNode::asLong)
                .orElse(0L);
    }
}
