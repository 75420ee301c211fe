package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.HttpReply.RetryAfter;
import io.github.usagebudget.json.JsonValue;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns an answer that is no success into a failure. The status decides, because some codes occur with two of them; the vendor's code refines
 * the advice (docs/partner-center.md, "Error codes"). Thread-safe.
 */
@Singleton
class PartnerCenterErrors {

    private static final Pattern TRY_AGAIN = Pattern.compile("[Tt]ry again in (\\d+) seconds?");

    private final Clock clock;

    PartnerCenterErrors(Clock clock) {
        this.clock = clock;
    }

    /** The failure for an answer with any status but 2xx. */
    BudgetFailure translate(HttpReply answer) {
        if (answer.isGatewayRefusal())
            return withRetryAfter(unavailable(answer, "A gateway answered 400 instead of Partner Center."), answer);
        var members = FaultReader.members(answer);
        var fault = FaultReader.fault(answer, members);
        var failure = StatusMeaning.of(answer.status())
                .failure(fault, mentionsMfa(answer, fault))
                .answered(fault);
        if (failure.retryable()) failure = withRetryAfter(failure, answer);
        // throttling always ends, whatever the answer says
        var isFinal = !members.member("isretryable").flag().orElse(true);
        return isFinal && failure.kind() == PARTNER_CENTER_UNAVAILABLE ? failure.notRetryable() : failure;
    }

    /** Whether a fresh token can help: the refused one may have been revoked. Not if any other token would be refused as well. */
    boolean deservesFreshToken(HttpReply answer) {
        if (!StatusMeaning.isTokenRefused(answer.status())) return false;
        var fault = FaultReader.fault(answer, FaultReader.members(answer));
        return !StatusMeaning.concernsEveryToken(fault.code().orElse(""), mentionsMfa(answer, fault));
    }

    /** The failure for a 2xx that is not the expected answer. */
    static BudgetFailure unexpected(HttpReply answer, String what) {
        return unavailable(answer, "Partner Center answered " + answer.status() + ", but " + what + ".");
    }

    private static BudgetFailure unavailable(HttpReply answer, String detail) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, detail)
                .answered(FaultReader.fault(answer, FaultReader.NONE));
    }

    /** With the wait that Partner Center asks for: in the header, else in the text of the API gateway (docs/partner-center.md, "Throttling"). */
    BudgetFailure withRetryAfter(BudgetFailure failure, HttpReply answer) {
        return RetryAfter.of(answer, clock)
                .or(() -> failure.partnerCenter()
                        .flatMap(PartnerCenterFault::description)
                        .map(TRY_AGAIN::matcher)
                        .filter(Matcher::find)
                        .map(words -> RetryAfter.seconds(words.group(1))))
                .map(failure::retryAfter)
                .orElse(failure);
    }

    /** The form of 2019 mentions it in a header and has no body (docs/partner-center.md, "MFA"). */
    private static boolean mentionsMfa(HttpReply answer, PartnerCenterFault fault) {
        return (fault.code().orElse("") + " " + fault.description().orElse("") + " "
                        + answer.header("WWW-Authenticate").orElse(""))
                .toUpperCase(Locale.ROOT)
                .contains("MFA");
    }

    /**
     * Reads the fault in a refusal in all its known shapes: names in any letter case, nested in an {@code error} object, a code as number or text.
     * Stateless.
     */
    static final class FaultReader {
        /** The vendor's own limit for a description (docs/partner-center.md, "Error bodies"). */
        private static final int LONGEST_TEXT = 1024;

        private static final int MOST_DATA = 20;
        static final JsonValue NONE = new JsonValue(Map.of());
        private static final Pattern CORRELATION_VECTOR = Pattern.compile("[\\w+/=]{1,32}(\\.\\w{1,8}){0,10}!?");

        private FaultReader() {}

        /** Partner Center's own id of the exchange. Only a valid one, because a header can hold anything. */
        static Optional<String> correlationVector(HttpReply answer) {
            return answer.header("MS-CV")
                    .filter(vector -> CORRELATION_VECTOR.matcher(vector).matches());
        }

        /** The object with the fault's members, their names in lower case: the body, or the {@code error} in it. */
        static JsonValue members(HttpReply answer) {
            var body = answer.json().orElse(NONE).withLowerCaseNames();
            var nested = body.member("error");
            return nested.isObject() ? nested.withLowerCaseNames() : body;
        }

        static PartnerCenterFault fault(HttpReply answer, JsonValue members) {
            return new PartnerCenterFault(
                    answer.status(),
                    first(members, "code", "error"),
                    first(members, "description", "message", "error_description"),
                    data(members.member("data")),
                    first(members, "source"),
                    correlationVector(answer));
        }

        private static Optional<String> first(JsonValue members, String... names) {
            return Arrays.stream(names)
                    .flatMap(name -> text(members.member(name)).stream())
                    .findFirst();
        }

        private static List<String> data(JsonValue data) {
            return data.items().stream()
                    .limit(MOST_DATA)
                    .map(FaultReader::text)
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** Text that is safe to show, in one line, cut to the vendor's limit. */
        private static Optional<String> text(JsonValue value) {
            return Optional.of(safe(value.asText())).filter(text -> !text.isEmpty());
        }

        private static String safe(String text) {
            return SafeText.of(unescaped(text).replaceAll("\\s+", " "), LONGEST_TEXT)
                    .strip();
        }

        /** Descriptions can be HTML-escaped (docs/partner-center.md, "Error bodies"). The ampersand is last, otherwise it would create new escapes. */
        private static String unescaped(String text) {
            return text.replace("&#39;", "'")
                    .replace("&quot;", "\"")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
        }
    }
}
