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
    void has_the_correlation_id_it_was_given() {
        assertThat(context.correlationId()).isEqualTo(CORRELATION);
    }

    @Test
    void has_the_write_id_it_was_given() {
        assertThat(context.writeId()).isEqualTo(WRITE);
    }

    @Test
    void has_the_deadline_it_was_given() {
        assertThat(context.deadline()).isEqualTo(DEADLINE);
    }

    @Test
    void gives_every_read_an_id_of_its_own() {
        assertThat(context.readId()).isNotEqualTo(context.readId());
    }

    @Test
    void never_reads_under_the_id_of_the_write() {
        assertThat(context.readId()).isNotEqualTo(WRITE);
    }

    @Test
    void names_no_request_while_none_was_sent() {
        context.readId();
        assertThat(context.requestId()).isEmpty();
    }

    @Test
    void names_the_request_that_was_sent_last() {
        context.sent(READ);
        context.sent(WRITE);
        assertThat(context.requestId()).contains(WRITE);
    }

    @Test
    void goes_on_naming_the_write_after_its_read_back() {
        context.sent(WRITE);
        context.sent(READ);
        assertThat(context.requestId()).contains(WRITE);
    }
}
