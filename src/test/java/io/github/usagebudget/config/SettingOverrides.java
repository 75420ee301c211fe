package io.github.usagebudget.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Settings that are in force during one test, as a JUnit extension, or until {@link #end}. */
public final class SettingOverrides implements AfterEachCallback {
    private final Map<String, Optional<String>> before = new HashMap<>();

    public void set(String name, String value) {
        var replaced = System.setProperty(name, value);
        before.putIfAbsent(name, Optional.ofNullable(replaced));
    }

    /** Restores the previous settings. */
    public void end() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(known -> System.setProperty(name, known), () -> System.clearProperty(name)));
        before.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end();
    }
}
