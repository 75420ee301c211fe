package io.github.usagebudget.local;

/** Why the local host does not start, in one line for the person who started it. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }
}
