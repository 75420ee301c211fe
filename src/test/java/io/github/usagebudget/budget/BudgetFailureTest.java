package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetFailureTest {
    private static final FieldFault FAULT = new FieldFault("/amount", "is missing");
    private static final PartnerCenterFault ANSWERED = new PartnerCenterFault(
            503,
            Optional.of("800003"),
            Optional.of("later"),
            List.of("a"),
            Optional.of("PartnerFD"),
            Optional.of("cv.1"));
    private static final IOException CAUSE = new IOException("reset");
    /** The parts of {@link #full}, in the order of {@link Part}. */
    private static final List<Object> FULL = List.of(
            Kind.PARTNER_CENTER_UNAVAILABLE,
            "detail",
            false,
            Optional.of(Duration.ofSeconds(7)),
            List.of(FAULT),
            Optional.of(ANSWERED),
            Optional.of(CAUSE));

    private enum Part {
        KIND,
        DETAIL,
        RETRYABLE,
        WAIT,
        FAULTS,
        ANSWER,
        ROOT
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            malformed-request,          no
            caller-unauthenticated,     no
            caller-forbidden,           no
            partner-center-forbidden,   no
            customer-unknown,           no
            method-not-allowed,         no
            body-too-large,             no
            unsupported-media-type,     no
            budget-changed,             no
            currency-mismatch,          no
            amount-refused,             no
            throttled,                  yes
            credentials-refused,        no
            partner-center-unavailable, yes
            credentials-unavailable,    yes
            export-incomplete,          yes
            internal-error,             no
            misconfigured,              no
            outcome-unknown,            yes
            """)
    void each_code_is_retryable_or_not(String code, String retryable) {
        assertThat(Arrays.stream(Kind.values()).filter(kind -> kind.code().equals(code)))
                .singleElement()
                .extracting(kind -> BudgetFailure.of(kind, "detail").retryable() ? "yes" : "no")
                .isEqualTo(retryable);
    }

    @Test
    void has_no_other_kind() {
        assertThat(Kind.values()).hasSize(19);
    }

    @Test
    void has_its_detail_as_the_message() {
        assertThat(BudgetFailure.of(Kind.THROTTLED, "Try again later.")).hasMessage("Try again later.");
    }

    @ParameterizedTest
    @EnumSource
    void has_only_kind_and_detail_at_first(Kind kind) {
        var failure = BudgetFailure.of(kind, "detail");
        assertThat(all(failure))
                .endsWith(Optional.empty(), List.of(), Optional.empty(), Optional.empty())
                .startsWith(kind, "detail");
    }

    @Test
    void keeps_everything_else_when_a_cause_is_added() {
        var other = new IOException("refused");
        assertThat(all(full().withCause(other))).isEqualTo(fullWith(Part.ROOT, Optional.of(other)));
    }

    @Test
    void keeps_everything_else_when_its_faults_are_replaced() {
        var other = new FieldFault("/reason", "is too long");
        assertThat(all(full().withFaults(List.of(other)))).isEqualTo(fullWith(Part.FAULTS, List.of(other)));
    }

    @Test
    void keeps_everything_else_when_a_wait_is_set() {
        assertThat(all(full().retryAfter(Duration.ofSeconds(57))))
                .isEqualTo(fullWith(Part.WAIT, Optional.of(Duration.ofSeconds(57))));
    }

    @Test
    void keeps_everything_else_when_it_is_not_retryable() {
        assertThat(all(retryableFailure().notRetryable())).isEqualTo(FULL);
    }

    @Test
    void keeps_everything_else_when_partner_centers_answer_is_added() {
        var other = new PartnerCenterFault(
                502, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        assertThat(all(full().answered(other))).isEqualTo(fullWith(Part.ANSWER, Optional.of(other)));
    }

    @Test
    void copies_its_list_of_faults() {
        var faults = new ArrayList<>(List.of(FAULT));
        var failure = BudgetFailure.of(Kind.MALFORMED_REQUEST, "detail").withFaults(faults);
        faults.clear();
        assertThat(failure.faults()).containsExactly(FAULT);
    }

    @Test
    void partner_centers_answer_copies_its_data() {
        var data = new ArrayList<>(List.of("a"));
        var answer = new PartnerCenterFault(
                400, Optional.empty(), Optional.empty(), data, Optional.empty(), Optional.empty());
        data.clear();
        assertThat(answer.data()).containsExactly("a");
    }

    private static BudgetFailure retryableFailure() {
        return BudgetFailure.of(Kind.PARTNER_CENTER_UNAVAILABLE, "detail")
                .withCause(CAUSE)
                .withFaults(List.of(FAULT))
                .retryAfter(Duration.ofSeconds(7))
                .answered(ANSWERED);
    }

    private static BudgetFailure full() {
        return retryableFailure().notRetryable();
    }

    /** The parts of {@link #full} with one other part. */
    private static List<Object> fullWith(Part part, Object other) {
        var parts = new ArrayList<>(FULL);
        parts.set(part.ordinal(), other);
        return parts;
    }

    /** The parts of a failure, in the order of {@link Part}. */
    private static List<Object> all(BudgetFailure failure) {
        return List.of(
                failure.kind(),
                failure.getMessage(),
                failure.retryable(),
                failure.retryAfter(),
                failure.faults(),
                failure.partnerCenter(),
                Optional.ofNullable(failure.getCause()));
    }
}
