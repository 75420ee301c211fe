package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CUSTOMER_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.RetryAfter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns an answer that is no success into a failure: the status decides, because the same code comes with two of them; the
 * vendor's code refines what to do (PARTNER-CENTER.md 3). Thread-safe.
 */
@Singleton
class FaultTranslator {
    /** The vendor's own limit for a description (PARTNER-CENTER.md 3.1). */
    private static final int LONGEST_TEXT = 1024;

    private static final int MOST_DATA = 20;

    private static final Pattern TRY_AGAIN = Pattern.compile("[Tt]ry again in (\\d{1,9}) seconds?");

    private static final Pattern CORRELATION_VECTOR = Pattern.compile("[\\w+/=]{1,32}(\\.\\w{1,8}){0,10}!?");

    private final Clock clock;

    FaultTranslator(Clock clock) {
        this.clock = clock;
    }

    /** The failure that an answer of any status but 2xx means. */
    BudgetFailure translate(Answer answer) {
        var body = JsonValue.object(answer.body());
        var fault = fault(answer, body);
        var failure = byStatus(answer, fault).answered(fault);
        // a throttle passes, whatever else is said of it
        return failure.kind() == PARTNER_CENTER_UNAVAILABLE
                        && body.filter(FaultTranslator::isFinal).isPresent()
                ? failure.forGood()
                : failure;
    }

    /** Whether a refused token may just have been revoked before its time; not where any other token would be refused as well. */
    boolean deservesFreshToken(Answer answer) {
        if (answer.status() != 401) return false;
        var fault = fault(answer, JsonValue.object(answer.body()));
        var code = fault.code().orElse("");
        return !code.equals("900420") && !code.equals("900421") && !mentionsMfa(answer, fault);
    }

    /** Partner Center's own id of the exchange; only what looks like one, because a header can hold anything. */
    static Optional<String> correlationVector(Answer answer) {
        return answer.header("MS-CV")
                .filter(vector -> CORRELATION_VECTOR.matcher(vector).matches());
    }

    /** The failure that a success means which is no spending budget. */
    static BudgetFailure notABudget(Answer answer) {
        return unreadable(answer, "but not with a spending budget.");
    }

    /** The failure that a success means which names another amount than was asked for. */
    static BudgetFailure anotherBudget(Answer answer, SpendingBudget budget) {
        return unreadable(answer, "but names a budget of " + budget.budget() + ", not the one asked for.");
    }

    private static BudgetFailure unreadable(Answer answer, String what) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "Partner Center answered " + answer.status() + ", " + what)
                .answered(fault(answer, Optional.empty()));
    }

    private BudgetFailure byStatus(Answer answer, PartnerCenterFault fault) {
        var code = fault.code().orElse("");
        return switch (answer.status()) {
            case 400 ->
                code.equals("2055")
                        ? changed("its etag is no longer valid")
                        : BudgetFailure.of(AMOUNT_REFUSED, Remedy.ofBadRequest(code));
            case 401 -> BudgetFailure.of(CREDENTIALS_REFUSED, Remedy.ofUnauthorized(code, mentionsMfa(answer, fault)));
            case 403 -> BudgetFailure.of(PARTNER_CENTER_FORBIDDEN, Remedy.ofForbidden(code));
            case 404 ->
                BudgetFailure.of(
                        CUSTOMER_UNKNOWN,
                        "Partner Center does not know the customer: check customerTenantId, the Microsoft ID on the customer's"
                                + " account page.");
            case 409 -> changed("of a conflict");
            case 412 -> changed("a precondition failed");
            case 429 -> asked(BudgetFailure.of(THROTTLED, "Partner Center asks for fewer requests."), answer, fault);
            case 500 ->
                mentionsAppCredentials(fault)
                        ? BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, Remedy.APP_ONLY)
                                .forGood()
                        : unavailable(answer, fault);
            case 408, 502, 503, 504 -> unavailable(answer, fault);
            default -> unavailable(answer, fault).forGood();
        };
    }

    private static BudgetFailure changed(String why) {
        return BudgetFailure.of(
                BUDGET_CHANGED,
                "Partner Center refused the change, because " + why + ". Read the budget again and decide anew.");
    }

    private BudgetFailure unavailable(Answer answer, PartnerCenterFault fault) {
        var failure = BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "Partner Center answered " + answer.status() + ".");
        return asked(failure, answer, fault);
    }

    /** With the wait that was asked for: in the header, else in the words of the API gateway (PARTNER-CENTER.md 3.5). */
    private BudgetFailure asked(BudgetFailure failure, Answer answer, PartnerCenterFault fault) {
        return RetryAfter.of(answer, clock)
                .or(() -> fault.description()
                        .map(TRY_AGAIN::matcher)
                        .filter(Matcher::find)
                        .map(words -> Duration.ofSeconds(Long.parseLong(words.group(1)))))
                .map(failure::retryAfter)
                .orElse(failure);
    }

    /** An app-only call where a user is needed has come back as a 500 (PARTNER-CENTER.md 3.3). */
    private static boolean mentionsAppCredentials(PartnerCenterFault fault) {
        return fault.description()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("accessed by application credentials"))
                .isPresent();
    }

    /** The 2019 form says so in a header and has no body (PARTNER-CENTER.md 3.3). */
    private static boolean mentionsMfa(Answer answer, PartnerCenterFault fault) {
        return (fault.description().orElse("")
                        + answer.header("WWW-Authenticate").orElse(""))
                .toUpperCase(Locale.ROOT)
                .contains("MFA");
    }

    private static boolean isFinal(JsonValue body) {
        return !body.member("isRetryable").flag().orElse(true);
    }

    private static PartnerCenterFault fault(Answer answer, Optional<JsonValue> body) {
        return new PartnerCenterFault(
                answer.status(),
                body.map(b -> b.member("code")).flatMap(FaultTranslator::text),
                body.map(b -> b.member(b.member("description").isMissing() ? "message" : "description"))
                        .flatMap(FaultTranslator::text),
                body.map(b -> data(b.member("data"))).orElse(List.of()),
                body.map(b -> b.member("source")).flatMap(FaultTranslator::text),
                correlationVector(answer));
    }

    private static List<String> data(JsonValue data) {
        return data.items().stream()
                .limit(MOST_DATA)
                .map(FaultTranslator::text)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Text that may be shown: one line, and no more than the vendor promises. */
    private static Optional<String> text(JsonValue value) {
        return Optional.of(shown(value.shown())).filter(text -> !text.isEmpty());
    }

    private static String shown(String text) {
        return SafeText.of(unescaped(text).replaceAll("\\s+", " "), LONGEST_TEXT)
                .strip();
    }

    /** Descriptions have come HTML-escaped (PARTNER-CENTER.md 3.1); the ampersand last, or it would make new escapes. */
    private static String unescaped(String text) {
        return text.replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
