package io.github.usagebudget.startup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPreloaderTest {
    private static final List<String> INITIALIZED = new ArrayList<>();

    private static final class Loaded {
        static {
            INITIALIZED.add("Loaded");
        }
    }

    /** Records the requested names. */
    private static final class Loader extends ClassLoader {
        private final List<String> requested = new ArrayList<>();

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            requested.add(name);
            if (name.equals("broken")) throw new NoClassDefFoundError("something it needs");
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void loads_the_listed_classes_in_order_without_initializing_them() throws IOException {
        var loader = new Loader();
        var name = ClassPreloaderTest.class.getName() + "$Loaded";
        ClassPreloader.load(list("gone\nbroken\n" + name + "\n"), loader);
        assertThat(loader.requested).containsExactly("gone", "broken", name);
        assertThat(INITIALIZED).isEmpty();
    }

    @Test
    void an_empty_list_loads_nothing() {
        assertThatCode(() -> ClassPreloader.load(list(""), new Loader())).doesNotThrowAnyException();
    }

    private static ByteArrayInputStream list(String names) {
        return new ByteArrayInputStream(names.getBytes(US_ASCII));
    }
}
