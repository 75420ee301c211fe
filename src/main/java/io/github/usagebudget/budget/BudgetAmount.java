package io.github.usagebudget.budget;

import java.math.BigDecimal;

/**
 * A monthly budget that may be asked for, in the partner's billing currency (Partner Center names none): not negative, at most
 * {@value #DECIMALS} decimals and {@value #INTEGER_DIGITS} integer digits. Keeps the scale its writer chose: {@code 100.10}
 * stays {@code 100.10}. Immutable.
 */
public record BudgetAmount(BigDecimal value) {
    /** Decimals an amount may have as written: {@code 1.230} has three. */
    public static final int DECIMALS = 2;
    /** Digits an amount may have before the point. */
    public static final int INTEGER_DIGITS = 15;

    /** @throws IllegalArgumentException if the amount is outside the limits; the message is fit for the caller */
    public BudgetAmount {
        if (value.signum() < 0) throw new IllegalArgumentException("must not be negative");
        if (value.scale() > DECIMALS) throw new IllegalArgumentException("must have at most " + DECIMALS + " decimals");
        if (integerDigits(value) > INTEGER_DIGITS)
            throw new IllegalArgumentException("must have at most " + INTEGER_DIGITS + " integer digits");
    }

    /** The digits before the point, counted without writing them out: {@code 1e999999999} costs nothing. */
    public static long integerDigits(BigDecimal value) {
        return value.signum() == 0 ? 1 : (long) value.precision() - value.scale();
    }

    /** Plain notation with every digit, never an exponent: {@code 1e2} is {@code 100}. */
    public String plain() {
        return value.toPlainString();
    }

    @Override
    public String toString() {
        return plain();
    }
}
