package io.github.usagebudget.budget;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A budget as it is or was: an amount of any scale (Partner Center answers {@code 300.000000}), or none. Compared by value,
 * never by scale. Immutable.
 */
public record Budget(Optional<BigDecimal> amount) {
    /** The digits of a .NET decimal, which is Partner Center's type (docs/partner-center.md, "What a budget is"); more would cost memory. */
    private static final int MOST_DIGITS = 28;

    /** No budget. Partner Center returns a null amount (docs/partner-center.md, "Removing a budget"). */
    public static final Budget NONE = new Budget(Optional.empty());

    static final String IMPLAUSIBLE = "must be an amount that a budget can have";

    /** @throws IllegalArgumentException if the amount is of a size that no budget can have */
    public Budget {
        amount.filter(number -> !isPlausible(number)).ifPresent(number -> {
            throw new IllegalArgumentException(IMPLAUSIBLE);
        });
    }

    /** Whether a number is of a size that a budget can have; {@code 1e999999999} is not. */
    public static boolean isPlausible(BigDecimal number) {
        return number.scale() <= MOST_DIGITS && BudgetAmount.integerDigits(number) <= MOST_DIGITS;
    }

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
