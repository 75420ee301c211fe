package io.github.usagebudget.readiness;

import java.util.List;

/** Whether an update would find everything it needs. Immutable. */
public record Readiness(boolean ready, List<Check> checks) {
    /** One thing that was looked at; {@code detail} says what was found, or what to do. */
    public record Check(String name, boolean ok, String detail) {}

    static Readiness of(List<Check> checks) {
        return new Readiness(checks.stream().allMatch(Check::ok), List.copyOf(checks));
    }
}
