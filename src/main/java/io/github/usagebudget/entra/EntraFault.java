package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Retries;
import io.github.usagebudget.remote.RetryAfter;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a refusal by Entra means and what to do about it. Only its error code and number are passed on, never its description,
 * which may quote what was sent. Source of the numbers: learn.microsoft.com, entra/identity-platform/reference-error-codes, and
 * PARTNER-CENTER.md 4.4.
 */
final class EntraFault {
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private EntraFault() {}

    /** What Entra takes offence at, where something newer may be in the vault. */
    enum Refused {
        CREDENTIAL,
        /** The refresh token. */
        GRANT
    }

    static Optional<Refused> refused(Answer answer) {
        return switch (error(answer)) {
            case "invalid_client" -> Optional.of(Refused.CREDENTIAL);
            case "invalid_grant" -> Optional.of(Refused.GRANT);
            default -> Optional.empty();
        };
    }

    static BudgetFailure of(Answer answer, Clock clock) {
        var error = error(answer);
        var passing = error.isEmpty() || error.equals("temporarily_unavailable") || error.equals("server_error");
        if (passing || Retries.passing(answer.status()))
            return CredentialsUnavailable.because(
                    "Entra answered " + answer.status() + (error.isEmpty() ? "" : " (" + error + ")")
                            + " and no token.",
                    RetryAfter.of(answer, clock));
        var number = number(answer);
        return BudgetFailure.of(
                CREDENTIALS_REFUSED,
                "Entra refuses the app's credentials (" + error + (number == 0 ? "" : ", AADSTS" + number) + "). "
                        + remedy(error, number));
    }

    private static String remedy(String error, int number) {
        return switch (number) {
            case 7000215 ->
                "The client secret is wrong: store the secret's value (not its id) in Key Vault under"
                        + " KEY_VAULT_CLIENT_SECRET_NAME.";
            case 7000222 ->
                "The client secret or certificate has expired: add a new one to the app registration and store it in Key Vault"
                        + " under KEY_VAULT_CLIENT_SECRET_NAME or KEY_VAULT_CLIENT_CERTIFICATE_NAME.";
            case 700027 ->
                "The app registration does not know the certificate: upload the one that is in Key Vault under"
                        + " KEY_VAULT_CLIENT_CERTIFICATE_NAME.";
            case 700024 -> "The assertion is not valid at this time: check this machine's clock.";
            case 70021, 700211, 700212, 700213 ->
                "The app registration does not trust the managed identity: add a federated credential with the identity's"
                        + " issuer, its object id as subject and the cloud's exchange audience (README, \"Deploy\"); AZURE_CLIENT_ID"
                        + " must name that identity.";
            case 700016 ->
                "The tenant does not know the app: check PARTNER_CENTER_CLIENT_ID and PARTNER_CENTER_TENANT_ID.";
            case 90002 -> "There is no such tenant: check PARTNER_CENTER_TENANT_ID.";
            case 700007 -> "The refresh token was given to another app. " + Consent.GIVE_AGAIN;
            case 700082, 70008 -> "The refresh token has expired. " + Consent.GIVE_AGAIN;
            case 50076, 50078, 50079 -> "The user must sign in with MFA. " + Consent.GIVE_AGAIN;
            case 53003 -> "A Conditional Access policy blocks the sign-in: exempt the app, or meet the policy.";
            default ->
                error.equals("invalid_grant") || error.equals("interaction_required")
                        ? "The refresh token is no longer good. " + Consent.GIVE_AGAIN
                        : "Check PARTNER_CENTER_TENANT_ID, PARTNER_CENTER_CLIENT_ID and the app's credential"
                                + " (PARTNER_CENTER_CREDENTIAL), and that the app registration may use Partner Center.";
        };
    }

    private static String error(Answer answer) {
        if (answer.successful()) return "";
        return JsonValue.object(answer.body())
                .flatMap(body -> body.member("error").text())
                .filter(error -> ERROR.matcher(error).matches())
                .orElse("");
    }

    private static int number(Answer answer) {
        return JsonValue.object(answer.body())
                .flatMap(body -> body.member("error_codes").items().stream().findFirst())
                .flatMap(JsonValue::wholeNumber)
                .map(Long::intValue)
                .orElse(0);
    }
}
