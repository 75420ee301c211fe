package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of preloaded classes is up to date. */
class ClassPreloaderIT {
    @Test
    void the_list_has_the_classes_that_the_first_call_needs(@TempDir Path work) throws Exception {
        var listed = Files.readAllLines(FirstCallClasses.LIST);
        var needed = FirstCallClasses.of(HostProcess.staging(), work);
        assertThat(needed).hasSizeGreaterThan(2_000);
        // JDKs and library versions differ a little; if they differ more, record the list again: mvn -Pbench
        // -Dbench=record
        assertThat(without(needed, listed)).hasSizeLessThan(needed.size() / 10);
        assertThat(without(listed, needed)).hasSizeLessThan(listed.size() / 10);
        assertThat(listed).doesNotHaveDuplicates();
    }

    private static List<String> without(List<String> names, Collection<String> others) {
        var left = new ArrayList<>(names);
        left.removeAll(new HashSet<>(others));
        return left;
    }
}
