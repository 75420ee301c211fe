package io.github.usagebudget.function;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Settings that are in force for one test. */
final class InForce implements AfterEachCallback {
    private final Set<String> set = new HashSet<>();

    void set(String name, String value) {
        System.setProperty(name, value);
        set.add(name);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        set.forEach(System::clearProperty);
        set.clear();
    }
}
