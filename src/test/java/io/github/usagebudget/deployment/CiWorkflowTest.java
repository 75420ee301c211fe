package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The CI workflows run the documented command, have minimal permissions, and use only pinned versions. */
class CiWorkflowTest {
    private static final String COMMAND = "mvn -B verify";

    @Test
    void each_action_is_pinned_by_its_hash_and_names_its_version() throws IOException {
        var actions = found("(?m)^ *(?:- )?uses: *(.*)$", workflow());
        assertThat(actions)
                .hasSize(4)
                .allMatch(action -> action.matches("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void the_workflows_can_only_read_the_repository() throws IOException {
        assertThat(found("(?m)^( *permissions:.*(?:\\n +[\\w-]+: *(?:read|write|none))*)", workflow()))
                .containsExactly("permissions:\n  contents: read");
        assertThat(workflow())
                .contains("persist-credentials: false")
                .doesNotContain("pull_request_target", "secrets.", "github.event");
    }

    @Test
    void the_workflows_run_the_documented_command_on_each_supported_java() throws IOException {
        assertThat(found("(?m)^ *(?:- )?run: *(.*)$", workflow())).containsExactly("|", COMMAND, ".ci/links");
        assertThat(found("(?m)^ *java: *(.*)$", workflow())).containsExactly("[17, 21, 25]");
        assertThat(Files.readString(Path.of(".ci/run"))).endsWith("\n" + COMMAND + "\n");
        for (var page : List.of("README.md", "docs/development.md"))
            assertThat(Files.readAllLines(Path.of(page)))
                    .as(page)
                    .anyMatch(line -> line.matches("mvn verify +# (run )?every test and check.*"));
    }

    @Test
    void the_hash_of_each_download_is_checked() throws IOException {
        assertThat(found("(curl .*)", workflow()))
                .hasSameSizeAs(found("([0-9a-f]{64}  \\S+\" \\| sha256sum --check)", workflow()));
    }

    @Test
    void each_script_is_executable() {
        assertThat(List.of(Path.of(".ci/run"), Path.of(".ci/links"))).allMatch(Files::isExecutable);
    }

    /** The first build downloads 1,000 files, and Maven prints two lines for each by default. */
    @Test
    void maven_does_not_print_each_download() throws IOException {
        assertThat(Files.readAllLines(Path.of(".mvn/maven.config"))).contains("-ntp");
    }

    @Test
    void dependabot_checks_all_dependencies() throws IOException {
        var dependabot = Files.readString(Path.of(".github/dependabot.yml"));
        assertThat(found("package-ecosystem: *(\\S+)", dependabot))
                .containsExactlyInAnyOrder("maven", "github-actions", "npm");
        assertThat(found("(?m)^ *(?:directory: *|- )(/\\S*)$", dependabot))
                .containsExactlyInAnyOrderElementsOf(versioned());
        assertThat(found("interval: *(\\S+)", dependabot)).hasSize(3).containsOnly("weekly");
    }

    /** The root for Maven and for the actions, and each folder with a package.json. */
    private static List<String> versioned() throws IOException {
        try (var infra = Files.walk(Path.of("infra"));
                var sources = Files.walk(Path.of("src"))) {
            return Stream.of(
                            Stream.of("/", "/"),
                            Stream.concat(infra, sources)
                                    .filter(file -> file.endsWith("package.json"))
                                    .map(file -> "/" + file.getParent()))
                    .flatMap(folders -> folders)
                    .toList();
        }
    }

    /** All workflows, concatenated. */
    private static String workflow() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.newDirectoryStream(Path.of(".github/workflows"))) {
            for (var file : files) all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }
}
