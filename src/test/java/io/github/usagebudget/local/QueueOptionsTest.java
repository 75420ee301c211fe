package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.simulator.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueOptionsTest {
    @Test
    void has_the_defaults_of_the_host() {
        assertThat(QueueOptions.of(Map.of(), name -> Optional.empty()))
                .isEqualTo(new QueueOptions(16, 8, 5, Duration.ZERO));
    }

    @Test
    void host_json_sets_the_largest_batch_that_the_host_allows() throws Exception {
        var hostFile = Json.object(Files.readString(Path.of("host.json")));
        assertThat(QueueOptions.of(hostFile, name -> Optional.empty()))
                .isEqualTo(new QueueOptions(32, 16, 5, Duration.ofMinutes(1)));
    }

    @Test
    void the_documentation_states_how_many_batches_an_instance_runs() throws Exception {
        var options = QueueOptions.of(Json.object(Files.readString(Path.of("host.json"))), name -> Optional.empty());
        var atOnce = options.batchSize() + options.newBatchThreshold();
        assertThat(Files.readString(Path.of("docs/plans.md")).replaceAll("\\s+", " "))
                .contains("`batchSize` " + options.batchSize() + " and `newBatchThreshold` "
                        + options.newBatchThreshold())
                .contains("at most " + atOnce + " batches in an instance");
    }

    @Test
    void a_setting_overrides_host_json() {
        var hostFile =
                Json.object("{\"extensions\":{\"queues\":{\"batchSize\":1,\"visibilityTimeout\":\"01:02:03\"}}}");
        var options = QueueOptions.of(
                hostFile,
                name -> name.equals("AzureFunctionsJobHost__extensions__queues__batchSize")
                        ? Optional.of("2")
                        : Optional.empty());
        assertThat(options).isEqualTo(new QueueOptions(2, 1, 5, Duration.ofSeconds(3723)));
    }

    @Test
    void values_that_the_host_rejects_are_rejected() {
        assertThatThrownBy(() -> new QueueOptions(33, 0, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        var wrong = Json.object("{\"extensions\":{\"queues\":{\"visibilityTimeout\":\"30s\"}}}");
        assertThatThrownBy(() -> QueueOptions.of(wrong, name -> Optional.empty()))
                .hasMessageContaining("hh:mm:ss");
    }
}
