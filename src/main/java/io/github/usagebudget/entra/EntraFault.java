package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.entra.EntraError.Advice;
import io.github.usagebudget.http.CredentialClient;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.json.JsonValue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A refusal by Entra. Only its error code and number are passed on; its description can quote what was sent. Immutable.
 *
 * @param status of the answer
 * @param error the OAuth error code (https://www.rfc-editor.org/rfc/rfc6749#section-5.2); empty if there is none
 * @param number the AADSTS number; 0 if there is none
 */
record EntraFault(int status, String error, int number) {
    /** What to do if only a user can help. */
    static final String GIVE_CONSENT =
            "Give consent again: sign in to the app with MFA as a user with the role Admin agent, and store the new refresh token"
                    + " in Key Vault under " + Setting.KEY_VAULT_REFRESH_TOKEN_NAME
                    + " (docs/authentication.md, \"Give consent\"). PARTNER_CENTER_GRANT=app needs none.";

    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    /** The description begins with it; in an answer without {@code error_codes} it is only there. */
    private static final Pattern NUMBER = Pattern.compile("\\bAADSTS(\\d{4,8})\\b");

    /** Empty for a success. */
    static Optional<EntraFault> in(HttpReply answer) {
        if (answer.successful()) return Optional.empty();
        var body = answer.json();
        var error = body.flatMap(refusal -> refusal.member("error").text()).orElse("");
        return Optional.of(new EntraFault(
                answer.status(), error, body.map(EntraFault::number).orElse(0)));
    }

    /** The first number with advice, else the first one. */
    private static int number(JsonValue refusal) {
        var numbers = codes(refusal.member("error_codes"));
        if (numbers.isEmpty()) numbers = inText(refusal.member("error_description"));
        return numbers.stream()
                .filter(number -> EntraError.of(number).isPresent())
                .findFirst()
                .or(numbers.stream()::findFirst)
                .orElse(0);
    }

    /** A number or an array of numbers. */
    private static List<Integer> codes(JsonValue codes) {
        return Stream.concat(Stream.of(codes), codes.items().stream())
                .flatMap(code -> code.wholeNumber().stream())
                .filter(code -> code > 0 && code <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .toList();
    }

    private static List<Integer> inText(JsonValue description) {
        return NUMBER.matcher(description.asText())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** What to do before a failure is reported. */
    Advice next() {
        // an answer with neither an error nor a number is not from Entra, so the next one can be
        if (Retrier.passing(status) || error.isEmpty() && number == 0) return Advice.LATER;
        if (error.equals("temporarily_unavailable") || error.equals("server_error")) return Advice.LATER;
        return EntraError.of(number)
                .map(EntraError::next)
                .orElse(
                        switch (error) {
                            case "invalid_client" -> Advice.NEW_CREDENTIAL;
                            case "invalid_grant" -> Advice.NEW_GRANT;
                            default -> Advice.FINAL;
                        });
    }

    /** @param withUser whether a refresh token was sent */
    BudgetFailure failure(HttpReply answer, boolean withUser, Clock clock) {
        if (next() == Advice.LATER)
            return CredentialClient.unavailable("Entra answered " + status + names() + " and no token.", answer, clock);
        var advice = EntraError.of(number).map(row -> row.advice(withUser)).orElseGet(() -> usualAdvice(withUser));
        return BudgetFailure.of(CREDENTIALS_REFUSED, "Entra refuses the app's credentials" + names() + ". " + advice);
    }

    private String usualAdvice(boolean withUser) {
        var advice = withUser && (error.equals("invalid_grant") || error.equals("interaction_required"))
                ? "The refresh token is no longer valid. " + GIVE_CONSENT
                : "Check PARTNER_CENTER_TENANT_ID, PARTNER_CENTER_CLIENT_ID and the app's credential"
                        + " (PARTNER_CENTER_CREDENTIAL), and that the app registration may use Partner Center.";
        return number == 0 ? advice : advice + " See https://login.microsoftonline.com/error?code=" + number + ".";
    }

    /** {@code (invalid_client, AADSTS7000215)}. */
    private String names() {
        var names = Stream.of(error, number == 0 ? "" : "AADSTS" + number)
                .filter(name -> ERROR.matcher(name).matches() || name.startsWith("AADSTS"))
                .toList();
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }
}
