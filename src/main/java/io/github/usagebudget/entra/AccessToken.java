package io.github.usagebudget.entra;

/** A bearer token for Partner Center, which is never shown by accident. Immutable. */
public record AccessToken(String value) {
    @Override
    public String toString() {
        return "[token]";
    }
}
