package io.github.usagebudget.local;

/** A reason why the local host does not start. The message is for the user and is printed without a stack trace. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }
}
