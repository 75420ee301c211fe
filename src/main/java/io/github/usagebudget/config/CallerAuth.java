package io.github.usagebudget.config;

/** How callers prove who they are: {@code CALLER_AUTH}. An unknown value refuses every call, it never falls back to the laxer one. */
public enum CallerAuth {
    FUNCTION_KEY
}
