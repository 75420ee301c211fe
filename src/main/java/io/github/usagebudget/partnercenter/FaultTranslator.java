package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CUSTOMER_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.JsonBody;
import io.github.usagebudget.remote.RetryAfter;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Turns an answer that is no success into a failure: the status decides, because the same code comes with two of them; the
 * vendor's code refines what to do (PARTNER-CENTER.md 3). Thread-safe.
 */
final class FaultTranslator {
    /** The vendor's own limit for a description (PARTNER-CENTER.md 3.1). */
    private static final int LONGEST_TEXT = 1024;

    private static final int MOST_DATA = 20;

    private final ObjectMapper json;

    FaultTranslator(ObjectMapper json) {
        this.json = json;
    }

    /** The failure that an answer of any status but 2xx means. */
    BudgetFailure translate(Answer answer) {
        var body = JsonBody.object(json, answer.body());
        var fault = fault(answer, body);
        var failure = byStatus(answer, fault).answered(fault);
        return body.filter(FaultTranslator::isFinal).isPresent() ? failure.forGood() : failure;
    }

    /** The failure that a 2xx means which is not the budget asked for. */
    static BudgetFailure notTheBudget(Answer answer, String what) {
        var fault = new PartnerCenterFault(
                answer.status(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        return BudgetFailure.of(
                        PARTNER_CENTER_UNAVAILABLE, "Partner Center answered " + answer.status() + ", but " + what)
                .answered(fault);
    }

    private static BudgetFailure byStatus(Answer answer, PartnerCenterFault fault) {
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
            case 429 -> throttled(answer);
            case 408, 500, 502, 503, 504 -> unavailable(answer);
            default -> unavailable(answer).forGood();
        };
    }

    private static BudgetFailure changed(String why) {
        return BudgetFailure.of(
                BUDGET_CHANGED,
                "Partner Center refused the change, because " + why + ". Read the budget again and decide anew.");
    }

    private static BudgetFailure throttled(Answer answer) {
        var failure = BudgetFailure.of(THROTTLED, "Partner Center asks for fewer requests: try again later.");
        return RetryAfter.of(answer).map(failure::retryAfter).orElse(failure);
    }

    private static BudgetFailure unavailable(Answer answer) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "Partner Center answered " + answer.status() + ".");
    }

    /** The 2019 form says so in a header and has no body (PARTNER-CENTER.md 3.3). */
    private static boolean mentionsMfa(Answer answer, PartnerCenterFault fault) {
        return (fault.description().orElse("")
                        + answer.header("WWW-Authenticate").orElse(""))
                .toUpperCase(java.util.Locale.ROOT)
                .contains("MFA");
    }

    private static boolean isFinal(JsonNode body) {
        var retryable = body.get("isRetryable");
        return retryable != null && retryable.isBoolean() && !retryable.booleanValue();
    }

    private static PartnerCenterFault fault(Answer answer, Optional<JsonNode> body) {
        return new PartnerCenterFault(
                answer.status(),
                body.map(b -> b.get("code")).filter(JsonNode::isValueNode).flatMap(FaultTranslator::text),
                body.map(b -> b.has("description") ? b.get("description") : b.get("message"))
                        .flatMap(FaultTranslator::text),
                body.map(b -> data(b.path("data"))).orElse(List.of()),
                body.map(b -> b.get("source")).flatMap(FaultTranslator::text));
    }

    private static List<String> data(JsonNode data) {
        return StreamSupport.stream(data.spliterator(), false)
                .limit(MOST_DATA)
                .map(FaultTranslator::text)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Text that may be shown: no control characters, no more than the vendor promises. */
    private static Optional<String> text(JsonNode node) {
        if (node.isNull() || node.isContainerNode()) return Optional.empty();
        var text = node.asText().replaceAll("\\p{Cntrl}+", " ").strip();
        return Optional.of(text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
                .filter(t -> !t.isEmpty());
    }
}
