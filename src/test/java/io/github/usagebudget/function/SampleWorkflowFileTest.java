package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.openapi.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the workflows in infra/logic-apps that do not run them. */
class SampleWorkflowFileTest {
    private static final Path FILE = Path.of("infra/logic-apps/set-budgets.json");

    @Test
    void uses_only_documented_statuses_fields_and_headers() throws IOException {
        var text = Files.readString(FILE);
        for (var document : ApiDocument.values()) {
            assertThat(document.answers().stream()
                            .map(answer -> answer.split(" "))
                            .filter(answer -> answer[0].equals(AnswerExamples.SET))
                            .map(answer -> answer[1]))
                    .containsAll(found(text, "\"case\": (\\d+)"));
            var fields = new HashSet<>(document.properties("Problem").keySet());
            fields.addAll(document.properties("UsageBudgetResponse").keySet());
            assertThat(fields).containsAll(found(text, "body\\('\\w+'\\)\\?\\['(\\w+)'\\]"));
            assertThat(document.headers(AnswerExamples.SET, 429)).containsKey("retry-after");
        }
        assertThat(found(text, "\\['headers'\\]\\?\\['([\\w-]+)'\\]")).containsOnly("Retry-After");
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-budgets", "export-budgets"})
    void hides_the_function_key_in_the_run_history(String name) throws IOException {
        var text = Files.readString(FILE.resolveSibling(name + ".json"));
        assertThat(new ObjectMapper()
                        .readTree(text)
                        .at("/parameters/functionKey/type")
                        .asText())
                .isEqualTo("SecureString");
        assertThat(found(text, "\"type\": \"(Http)\"")).hasSameSizeAs(found(text, "\"(secureData)\""));
    }

    private static List<String> found(String text, String regex) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }
}
