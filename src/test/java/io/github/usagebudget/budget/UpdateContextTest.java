package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UpdateContextTest {
    private static final UUID CORRELATION = UUID.fromString("7cb67bb7-4750-403d-cc2e-6bc44c52d52c");
    private static final UUID WRITE = UUID.fromString("312b044d-dc41-4b37-c2d5-7d27322d9654");
    private static final UUID READ = UUID.fromString("be82a8ba-4a53-49f7-8313-b033c058687e");
    private static final Deadline DEADLINE = new Deadline(() -> 0, 90_000_000_000L);

    private final UpdateContext context = new UpdateContext(CORRELATION, WRITE, DEADLINE);

    @Test
    void has_the_given_correlation_id() {
        assertThat(context.correlationId()).isEqualTo(CORRELATION);
    }

    @Test
    void has_the_given_write_id() {
        assertThat(context.writeId()).isEqualTo(WRITE);
    }

    @Test
    void has_the_given_deadline() {
        assertThat(context.deadline()).isEqualTo(DEADLINE);
    }

    @Test
    void each_read_has_a_new_id() {
        assertThat(context.readId()).isNotEqualTo(context.readId());
    }

    @Test
    void a_read_does_not_have_the_id_of_the_write() {
        assertThat(context.readId()).isNotEqualTo(WRITE);
    }

    @Test
    void has_no_request_id_before_the_first_request() {
        context.readId();
        assertThat(context.requestId()).isEmpty();
    }

    @Test
    void has_the_id_of_the_last_request() {
        context.sent(READ);
        context.sent(WRITE);
        assertThat(context.requestId()).contains(WRITE);
    }

    @Test
    void keeps_the_id_of_the_write_after_a_read_back() {
        context.sent(WRITE);
        context.sent(READ);
        assertThat(context.requestId()).contains(WRITE);
    }
}
