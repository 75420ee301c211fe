package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outcome of an update, for each sequence of answers. {@link ScriptedClient} explains the steps. */
class ReliableUpdateTest {
    private static final Budget EIGHTY = Budget.of(new BigDecimal("80"));

    private final UpdateFixture fixture = new UpdateFixture(1);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # PATCHes,             GETs,        outcome,                    PATCHes, GETs
                    # a plain success costs one call
                    ok,                    ok,          updated,                    1, 0
                    # retried: no connection, 408, 429, 5xx
                    refused ok,            ok,          updated,                    2, 0
                    408 429 ok,            ok,          updated,                    3, 0
                    500 502 ok,            ok,          updated,                    3, 0
                    503 504 ok,            ok,          updated,                    3, 0
                    # bounded in requests
                    refused,               ok,          partner-center-unavailable, 3, 0
                    503,                   ok,          partner-center-unavailable, 3, 0
                    408,                   ok,          partner-center-unavailable, 3, 0
                    429,                   ok,          throttled,                  3, 0
                    # never retried
                    400,                   ok,          amount-refused,             1, 0
                    401,                   ok,          credentials-refused,        1, 0
                    403,                   ok,          partner-center-forbidden,   1, 0
                    404,                   ok,          customer-unknown,           1, 0
                    409,                   ok,          budget-changed,             1, 0
                    501,                   ok,          partner-center-unavailable, 1, 0
                    503 404,               ok,          customer-unknown,           2, 0
                    # a final answer, and nothing may have been applied before
                    405,                   ok,          partner-center-unavailable, 1, 0
                    505,                   ok,          partner-center-unavailable, 1, 0
                    599,                   ok,          partner-center-unavailable, 1, 0
                    # a 500, 502 or 504 may have been applied: read back before any failure
                    500 500 500*,          ok,          updated,                    3, 1
                    502 502 502*,          ok,          updated,                    3, 1
                    504 504 504*,          ok,          updated,                    3, 1
                    500,                   ok,          partner-center-unavailable, 3, 1
                    500* 400,              ok,          updated,                    2, 1
                    500* 401,              ok,          updated,                    2, 1
                    502* 403,              ok,          updated,                    2, 1
                    504* 404,              ok,          updated,                    2, 1
                    500* 405,              ok,          updated,                    2, 1
                    500* 409,              ok,          updated,                    2, 1
                    500* 412,              ok,          updated,                    2, 1
                    500* 429:9999,         ok,          updated,                    2, 1
                    500* 501,              ok,          updated,                    2, 1
                    500* 599,              ok,          updated,                    2, 1
                    500* final,            ok,          updated,                    2, 1
                    500* unsigned,         ok,          updated,                    1, 1
                    500* 503 503,          ok,          updated,                    3, 1
                    500 400,               ok,          amount-refused,             2, 1
                    500 403,               ok,          partner-center-forbidden,   2, 1
                    500 429:9999,          ok,          throttled,                  2, 1
                    500* 400,              503 ok,      updated,                    2, 2
                    # a failure that hides a change is outcome-unknown
                    500*,                  403,         outcome-unknown,            3, 1
                    500*,                  junk,        outcome-unknown,            3, 3
                    500*,                  drop,        outcome-unknown,            3, 3
                    500,                   500,         outcome-unknown,            3, 3
                    500* 403,              403,         outcome-unknown,            2, 1
                    500* unsigned,         unsigned,    outcome-unknown,            1, 0
                    503 503 503*,          ok,          partner-center-unavailable, 3, 0
                    503,                   503,         partner-center-unavailable, 3, 0
                    final,                 ok,          partner-center-unavailable, 1, 0
                    # no answer: read back
                    drop*,                 ok,          updated,                    1, 1
                    slow*,                 ok,          updated,                    1, 1
                    drop ok,               ok,          updated,                    2, 1
                    drop slow ok,          ok,          updated,                    3, 2
                    drop drop drop*,       ok,          updated,                    3, 3
                    drop,                  ok,          outcome-unknown,            3, 3
                    drop*,                 503 ok,      updated,                    1, 2
                    drop*,                 503,         outcome-unknown,            1, 3
                    drop*,                 403,         outcome-unknown,            1, 1
                    drop*,                 junk,        outcome-unknown,            1, 3
                    drop*,                 junk ok,     updated,                    1, 2
                    drop*,                 drop,        outcome-unknown,            1, 3
                    drop*,                 refused,     outcome-unknown,            1, 3
                    drop 403,              ok,          partner-center-forbidden,   2, 1
                    # a success that is no budget, or names another amount
                    junk*,                 ok,          updated,                    1, 1
                    other*,                ok,          updated,                    1, 1
                    junk ok,               ok,          updated,                    2, 1
                    other ok,              ok,          updated,                    2, 1
                    junk,                  ok,          partner-center-unavailable, 3, 3
                    junk*,                 junk,        outcome-unknown,            1, 3
                    junk*,                 503,         outcome-unknown,            1, 3
                    # an answer that names another customer is no answer
                    crossed*,              ok,          updated,                    1, 1
                    crossed,               ok,          outcome-unknown,            3, 3
                    drop*,                 crossed ok,  updated,                    1, 2
                    # a gateway's 400 says nothing
                    gateway*,              ok,          updated,                    1, 1
                    gateway ok,            ok,          updated,                    2, 1
                    gateway,               ok,          partner-center-unavailable, 3, 3
                    gateway*,              403,         outcome-unknown,            1, 1
                    500* gateway,          ok,          updated,                    2, 1
                    drop*,                 gateway ok,  updated,                    1, 2
                    junk*,                 drop,        outcome-unknown,            1, 3
                    junk*,                 refused,     outcome-unknown,            1, 3
                    # throttled
                    429:57 ok,             ok,          updated,                    2, 0
                    429:9999,              ok,          throttled,                  1, 0
                    429:50 429:50,         ok,          throttled,                  2, 0
                    drop*,                 429:9999,    outcome-unknown,            1, 1
                    """)
    void settles(String patches, String gets, String outcome, int patchCount, int getCount) {
        var client = client(patches, gets);
        assertThat(fixture.write(client, UpdateFixture.change(Optional.empty()), fixture.time::advance))
                .isEqualTo(outcome);
        assertThat(client.patches).as("PATCHes").isEqualTo(patchCount);
        assertThat(client.gets).as("GETs").isEqualTo(getCount);
        assertThat(fixture.context.writes()).isEqualTo(patchCount);
        assertThat(fixture.context.reads()).isEqualTo(getCount);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # PATCHes,     GETs, set meanwhile, outcome,                    the budget in the end, PATCHes
                    503 ok,        ok,   80,            updated,                    100, 2
                    503 ok,        ok,   95,            budget-changed,             95,  1
                    drop ok,       503 ok, 95,          budget-changed,             95,  1
                    drop ok,       ok,   95,            updated,                    100, 2
                    junk ok,       503 ok, 95,          budget-changed,             95,  1
                    refused ok,    ok,   95,            budget-changed,             95,  1
                    503 ok,        ok,   100,           budget-changed,             100, 1
                    500 ok,        ok,   100,           updated,                    100, 1
                    drop refused,  503,  80,            outcome-unknown,            80,  1
                    503 ok,        503,  80,            partner-center-unavailable, 80,  1
                    refused ok,    drop, 80,            partner-center-unavailable, 80,  1
                    """)
    void a_retry_does_not_overwrite_an_amount_that_was_set_meanwhile(
            String patches, String gets, String meanwhile, String outcome, String end, int patchCount) {
        var client = client(patches, gets);
        var code = fixture.write(client, UpdateFixture.change(Optional.of(EIGHTY)), wait -> {
            fixture.time.advance(wait);
            client.budget = Budget.of(new BigDecimal(meanwhile));
        });
        assertThat(code).isEqualTo(outcome);
        assertThat(client.budget).hasToString(end);
        assertThat(client.patches).isEqualTo(patchCount);
    }

    @ParameterizedTest
    @CsvSource({"junk ok,503 ok,95", "drop ok,503 ok,95", "junk ok,ok,80"})
    void the_previous_budget_is_the_one_that_was_overwritten(String patches, String gets, String before) {
        var client = client(patches, gets);
        fixture.context.found(EIGHTY);
        var code = fixture.write(client, UpdateFixture.change(Optional.empty()), wait -> {
            fixture.time.advance(wait);
            client.budget = Budget.of(new BigDecimal(before));
        });
        assertThat(code).isEqualTo("updated");
        assertThat(fixture.context.before()).map(Budget::toString).contains(before);
    }

    @Test
    void a_read_back_alone_gives_no_previous_budget() {
        fixture.write(client("junk ok", "ok"), UpdateFixture.change(Optional.empty()), fixture.time::advance);
        assertThat(fixture.context.before()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "unsigned,credentials-unavailable",
        "503 unsigned,credentials-unavailable",
        "drop unsigned,outcome-unknown"
    })
    void the_outcome_is_unknown_if_credentials_fail_after_a_missing_answer(String patches, String outcome) {
        assertThat(fixture.write(client(patches, "ok"), UpdateFixture.change(Optional.empty()), fixture.time::advance))
                .isEqualTo(outcome);
    }

    @Test
    void passes_on_the_remaining_seconds_to_wait() {
        var change = UpdateFixture.change(Optional.empty());
        assertThatThrownBy(() -> fixture.update(client("429:9999", "ok"), fixture.time::advance)
                        .write(new GuardedChange(change, UpdateFixture.ANY)))
                .isInstanceOfSatisfying(
                        BudgetFailure.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(9999)));
    }

    @Test
    void gives_a_time_to_wait_if_partner_center_gave_none() {
        var change = UpdateFixture.change(Optional.empty());
        assertThatThrownBy(() -> fixture.update(client("429", "ok"), fixture.time::advance)
                        .write(new GuardedChange(change, UpdateFixture.ANY)))
                .isInstanceOfSatisfying(
                        BudgetFailure.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(30)));
    }

    @Test
    void never_continues_past_the_deadline() {
        var client = client("slow", "slow");
        var start = fixture.time.instant();
        assertThat(fixture.write(client, UpdateFixture.change(Optional.empty()), fixture.time::advance))
                .isEqualTo("outcome-unknown");
        assertThat(Duration.between(start, fixture.time.instant())).isLessThanOrEqualTo(UpdateFixture.DEADLINE);
    }

    @Test
    void a_read_is_retried_within_the_same_limits() {
        var client = client("ok", "503 429 ok");
        assertThat(fixture.update(client, fixture.time::advance)
                        .read(UpdateFixture.CUSTOMER)
                        .budget())
                .hasToString("80");
        assertThat(client.gets).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"503,partner-center-unavailable,3", "drop,partner-center-unavailable,3", "404,customer-unknown,1"})
    void a_failed_read_reports_the_reason(String gets, String code, int count) {
        var client = client("ok", gets);
        assertThatThrownBy(() -> fixture.update(client, fixture.time::advance).read(UpdateFixture.CUSTOMER))
                .isInstanceOfSatisfying(
                        BudgetFailure.class, e -> assertThat(e.kind().code()).isEqualTo(code));
        assertThat(client.gets).isEqualTo(count);
    }

    @Test
    void an_interrupted_wait_ends_the_update_and_is_passed_on() {
        var client = client("503", "ok");
        var outcome = fixture.write(client, UpdateFixture.change(Optional.empty()), wait -> {
            throw new InterruptedException();
        });
        // also clears the flag for later tests
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isEqualTo("partner-center-unavailable");
        assertThat(client.patches).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // PATCHes, GETs, the status that is passed on
        "500* 403,  503, 403",
        "500*,      500, 500",
        "500* drop, 403, 500",
        "drop*,     403, 403"
    })
    void an_unknown_outcome_passes_on_the_last_answer(String patches, String gets, int status) {
        var change = UpdateFixture.change(Optional.empty());
        assertThatThrownBy(() -> fixture.update(client(patches, gets), fixture.time::advance)
                        .write(new GuardedChange(change, UpdateFixture.ANY)))
                .isInstanceOfSatisfying(BudgetFailure.class, e -> {
                    assertThat(e.kind().code()).isEqualTo("outcome-unknown");
                    assertThat(e.partnerCenter().orElseThrow().status()).isEqualTo(status);
                });
    }

    @Test
    void an_internal_error_does_not_hide_a_change() {
        var outcome = fixture.write(client("500*", "ok"), UpdateFixture.change(Optional.empty()), wait -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(outcome).isEqualTo("outcome-unknown");
    }

    private ScriptedClient client(String patches, String gets) {
        return new ScriptedClient(fixture.time, EIGHTY, ScriptedClient.steps(patches), ScriptedClient.steps(gets));
    }
}
