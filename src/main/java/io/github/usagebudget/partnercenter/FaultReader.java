package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the fault in a refusal in all its known shapes: names in any letter case, nested in an {@code error} object, a code as number or text.
 * Stateless.
 */
final class FaultReader {
    /** The vendor's own limit for a description (docs/partner-center.md, "Error bodies"). */
    private static final int LONGEST_TEXT = 1024;

    private static final int MOST_DATA = 20;
    private static final Pattern CORRELATION_VECTOR = Pattern.compile("[\\w+/=]{1,32}(\\.\\w{1,8}){0,10}!?");

    private FaultReader() {}

    /** Partner Center's own id of the exchange. Only a valid one, because a header can hold anything. */
    static Optional<String> correlationVector(HttpReply answer) {
        return answer.header("MS-CV")
                .filter(vector -> CORRELATION_VECTOR.matcher(vector).matches());
    }

    /** The object with the fault's members, their names in lower case: the body, or the {@code error} in it. */
    static Optional<JsonValue> members(HttpReply answer) {
        return answer.json().map(JsonValue::withLowerCaseNames).map(body -> {
            var nested = body.member("error");
            return nested.isObject() ? nested.withLowerCaseNames() : body;
        });
    }

    static PartnerCenterFault fault(HttpReply answer, Optional<JsonValue> members) {
        return new PartnerCenterFault(
                answer.status(),
                first(members, "code", "error"),
                first(members, "description", "message", "error_description"),
                members.map(fault -> data(fault.member("data"))).orElse(List.of()),
                first(members, "source"),
                correlationVector(answer));
    }

    private static Optional<String> first(Optional<JsonValue> members, String... names) {
        return Arrays.stream(names)
                .flatMap(name -> members.map(fault -> fault.member(name)).stream())
                .flatMap(member -> text(member).stream())
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
