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

    /** The detail of a fault: the number is not an amount that a budget can have. */
    public static final String IMPLAUSIBLE = "must be an amount that a budget can have";

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

    /**
     * A monthly budget to set, in the partner's billing currency (Partner Center names none): not negative, and of a size that a budget can
     * have. Keeps the scale its writer chose: {@code 100.10} stays {@code 100.10}. Immutable.
     */
    public record BudgetAmount(BigDecimal value) {
        /** Decimals an amount may have as a caller writes it: {@code 1.230} has three. */
        public static final int DECIMALS = 2;
        /** Digits that a caller may write before the point. */
        public static final int INTEGER_DIGITS = 15;

        private static final String NEGATIVE = "must not be negative";

        /**
         * An amount of any scale, as Partner Center may answer it: for a budget that is to be what it was before. What a caller asks for is
         * {@link #requested}.
         *
         * @throws IllegalArgumentException if no budget can have this amount; the message is fit for the caller
         */
        public BudgetAmount {
            if (value.signum() < 0) throw new IllegalArgumentException(NEGATIVE);
            if (!Budget.isPlausible(value)) throw new IllegalArgumentException(Budget.IMPLAUSIBLE);
        }

        /**
         * An amount that a caller asks for: at most {@value #DECIMALS} decimals and {@value #INTEGER_DIGITS} integer digits.
         *
         * @throws IllegalArgumentException if the amount is outside the limits; the message is fit for the caller
         */
        public static BudgetAmount requested(BigDecimal value) {
            if (value.signum() < 0) throw new IllegalArgumentException(NEGATIVE);
            if (value.scale() > DECIMALS)
                throw new IllegalArgumentException("must have at most " + DECIMALS + " decimals");
            if (integerDigits(value) > INTEGER_DIGITS)
                throw new IllegalArgumentException("must have at most " + INTEGER_DIGITS + " integer digits");
            return new BudgetAmount(value);
        }

        /** The digits before the point, counted without writing them out: {@code 1e999999999} costs nothing. */
        public static long integerDigits(BigDecimal value) {
            return value.signum() == 0 ? 1 : (long) value.precision() - value.scale();
        }

        /** Plain notation with every digit, never an exponent: {@code 1e2} is {@code 100}. */
        @Override
        public String toString() {
            return value.toPlainString();
        }
    }
}
