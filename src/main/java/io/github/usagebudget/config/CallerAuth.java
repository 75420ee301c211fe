package io.github.usagebudget.config;

/** How callers prove who they are: {@code CALLER_AUTH}. An unknown value refuses every call, it never falls back to the laxer one. */
public enum CallerAuth {
    /** The function key alone, which the host checks. */
    FUNCTION_KEY,
    /** The function key, and a bearer token of Entra. */
    ENTRA
}
