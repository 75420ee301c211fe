package io.github.usagebudget.function;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FailureCodesDocumentedTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d{3}) \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void each_code_is_documented_with_its_status_its_meaning_and_what_to_do() throws IOException {
        var documented = new TreeMap<String, Integer>();
        ROW.matcher(Files.readString(Path.of("docs/errors-and-retries.md")))
                .results()
                .forEach(row -> assertThat(documented.put(row.group(1), Integer.valueOf(row.group(2))))
                        .isNull());
        assertThat(documented)
                .isEqualTo(Arrays.stream(BudgetFailure.Kind.values())
                        .collect(toMap(BudgetFailure.Kind::code, Problem::status)));
    }
}
