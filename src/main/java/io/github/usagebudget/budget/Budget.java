package io.github.usagebudget.budget;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A budget as it is or was: an amount of any scale (Partner Center answers {@code 300.000000}), or none. Compared by value,
 * never by scale. Immutable.
 */
public record Budget(Optional<BigDecimal> amount) {
    /** No budget is allocated; Partner Center says so with a null amount (PARTNER-CENTER.md 1.2). */
    public static final Budget NONE = new Budget(Optional.empty());

    public static Budget of(BigDecimal amount) {
        return new Budget(Optional.of(amount));
    }

    /** Whether both are none, or the same number: 300 is 300.000000. */
    public boolean sameAs(Budget other) {
        return amount.isPresent() && other.amount.isPresent()
                ? amount.get().compareTo(other.amount.get()) == 0
                : amount.isEmpty() && other.amount.isEmpty();
    }

    @Override
    public String toString() {
        return amount.map(BigDecimal::toPlainString).orElse("none");
    }
}
