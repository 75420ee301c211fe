package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.budget.BudgetFailure.Kind.UNSUPPORTED_MEDIA_TYPE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.SafeText;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which bodies an operation accepts, and how it refuses others. The Functions host decodes every body as UTF-8, whatever its
 * {@code Content-Type} and {@code Content-Encoding} are. Immutable.
 *
 * @param takes whether the operation accepts a {@code Content-Type}
 * @param types those types, as text for an answer
 * @param longest in bytes
 * @param limit the same, as text for an answer
 */
record BodyRule(Predicate<String> takes, String types, int longest, String limit) {
    /** RFC 9110, section 8.3.1: the value is a token or a quoted string. */
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"?|([^\\s;\"]*))", Pattern.CASE_INSENSITIVE);

    /** The host replaces each byte that is not UTF-8 with this character. */
    private static final char WRONG_BYTE = '\uFFFD';

    private static final int LONGEST_SHOWN = 40;

    /** @throws BudgetFailure {@code unsupported-media-type}, naming what is not supported */
    void checkType(HttpCall call) {
        var encoding = call.header("Content-Encoding").orElse("").strip();
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"))
            throw unsupported("The Content-Encoding " + safe(encoding) + " is not supported: send the body as it is.");
        var type = call.header("Content-Type").orElse("");
        var charset = CHARSET.matcher(type);
        while (charset.find()) {
            var name = charset.group(1) == null ? charset.group(2) : charset.group(1);
            if (!name.equalsIgnoreCase("utf-8"))
                throw unsupported("The charset " + safe(name) + " is not supported: send UTF-8.");
        }
        if (!takes.test(type)) throw unsupported("Content-Type must be " + types + ", in UTF-8.");
    }

    /** @throws BudgetFailure {@code body-too-large} */
    void checkSize(HttpCall call) {
        if (call.isLongerThan(longest))
            throw BudgetFailure.of(BODY_TOO_LARGE, "The body may have at most " + limit + ".");
    }

    /**
     * Refuses an empty body. The platform drops chunked bodies: https://github.com/Azure/azure-functions-java-worker/issues/781.
     *
     * @throws BudgetFailure {@code malformed-request} if there is none
     */
    static void require(HttpCall call) {
        if (!call.text().isEmpty()) return;
        throw BudgetFailure.of(
                        MALFORMED_REQUEST,
                        "The request arrived without a body. Send one with a Content-Length: the platform drops a body that comes in"
                                + " chunks (Transfer-Encoding: chunked). Nothing was written.")
                .withFault(new FieldFault("", "is missing"));
    }

    /**
     * Refuses a body that is not UTF-8, for readers that do not check it themselves.
     *
     * @throws BudgetFailure {@code malformed-request} if the body had bytes that are not UTF-8
     */
    static void requireUtf8(HttpCall call) {
        var at = call.text().indexOf(WRONG_BYTE);
        if (at < 0) return;
        var line =
                1 + call.text().substring(0, at).chars().filter(c -> c == '\n').count();
        throw BudgetFailure.of(
                        MALFORMED_REQUEST,
                        "The body was not UTF-8: the first wrong byte is in line " + line + ". Nothing was written.")
                .withFault(new FieldFault("", "is not UTF-8"));
    }

    private static String safe(String text) {
        return SafeText.of(text, LONGEST_SHOWN);
    }

    private static BudgetFailure unsupported(String detail) {
        return BudgetFailure.of(UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
