package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.budget.BudgetFailure.Kind.UNSUPPORTED_MEDIA_TYPE;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The payload as it was read: a change, or every fault that keeps it from being one. Immutable. */
public record UsageBudgetRequest(Optional<BudgetChange> read, List<Fault> faults) {
    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    /** @throws BudgetFailure {@code unsupported-media-type} if it does not say that it is JSON */
    static UsageBudgetRequest read(Call call) {
        if (!JSON.matcher(call.header("Content-Type").orElse("").strip()).matches())
            throw BudgetFailure.of(UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json, in UTF-8.");
        return BudgetChangeReader.read(call.body());
    }

    /** @throws BudgetFailure {@code malformed-request} with all its faults, if it is not a change */
    BudgetChange change() {
        return read.orElseThrow(
                () -> BudgetFailure.of(MALFORMED_REQUEST, "The body is not a usage budget request; see errors.")
                        .withFaults(faults));
    }
}
