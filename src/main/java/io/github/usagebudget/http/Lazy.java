package io.github.usagebudget.http;

import java.util.function.Supplier;

/** Makes a value on first use, once. If that fails, the next use tries again. Thread-safe. */
public final class Lazy<T> {
    private final Supplier<T> making;

    // Mutable state
    private volatile T value;

    public Lazy(Supplier<T> making) {
        this.making = making;
    }

    public T get() {
        var made = value;
        if (made != null) return made;
        synchronized (this) {
            if (value == null) value = making.get();
            return value;
        }
    }
}
