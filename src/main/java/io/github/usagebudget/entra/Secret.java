package io.github.usagebudget.entra;

/** A secret's value, which is never shown by accident. Immutable. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "[secret]";
    }
}
