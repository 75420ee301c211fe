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
    void the_hosts_defaults() {
        assertThat(QueueOptions.of(Map.of(), name -> Optional.empty()))
                .isEqualTo(new QueueOptions(16, 8, 5, Duration.ZERO));
    }

    @Test
    void an_instance_takes_as_many_messages_as_the_host_allows() throws Exception {
        var hostFile = Json.object(Files.readString(Path.of("host.json")));
        assertThat(QueueOptions.of(hostFile, name -> Optional.empty()))
                .isEqualTo(new QueueOptions(32, 16, 5, Duration.ofMinutes(1)));
    }

    @Test
    void the_documents_say_how_many_batches_an_instance_takes() throws Exception {
        var options = QueueOptions.of(Json.object(Files.readString(Path.of("host.json"))), name -> Optional.empty());
        var atOnce = options.batchSize() + options.newBatchThreshold();
        assertThat(Files.readString(Path.of("docs/plans.md")))
                .contains("`batchSize` " + options.batchSize() + " and `newBatchThreshold` "
                        + options.newBatchThreshold())
                .contains("at most " + atOnce + " batches in an instance");
    }

    @Test
    void a_setting_goes_before_host_json() {
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
    void what_the_host_refuses_is_refused() {
        assertThatThrownBy(() -> new QueueOptions(33, 0, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        var wrong = Json.object("{\"extensions\":{\"queues\":{\"visibilityTimeout\":\"30s\"}}}");
        assertThatThrownBy(() -> QueueOptions.of(wrong, name -> Optional.empty()))
                .hasMessageContaining("hh:mm:ss");
    }
}
