package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The header by which a repeated request gets the same {@code MS-RequestId}. Immutable. */
record IdempotencyKey(Optional<String> value) {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,128}");

    /** @throws BudgetFailure {@code malformed-request} if the key is too long or not printable */
    static IdempotencyKey of(Optional<String> value) {
        if (value.isPresent() && !PRINTABLE.matcher(value.get()).matches())
            throw BudgetFailure.of(
                    MALFORMED_REQUEST, "The header " + HEADER + " must be 1 to 128 printable ASCII characters.");
        return new IdempotencyKey(value);
    }

    /** The {@code MS-RequestId} of the change: the same for the same key, customer and amount, else a new one. */
    UUID requestIdOf(BudgetChange change) {
        return value.map(key -> NamedUuid.of("request\n" + key + "\n" + change.customer() + "\n" + normalized(change)))
                .orElseGet(UUID::randomUUID);
    }

    /** 100 and 100.0 are the same amount. */
    private static String normalized(BudgetChange change) {
        return change.amount()
                .map(amount -> amount.value().stripTrailingZeros().toPlainString())
                .orElse("remove");
    }
}
