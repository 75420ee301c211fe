package io.github.usagebudget.http;

import java.util.function.Supplier;

/** A value made when it is first asked for, once; if making it fails, the next one asking tries again. Thread-safe. */
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
