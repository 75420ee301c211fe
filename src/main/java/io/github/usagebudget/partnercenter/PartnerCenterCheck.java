package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whether Partner Center accepts the token and answers: requests a page with one customer. */
@Singleton
class PartnerCenterCheck implements ReadinessCheck {
    private static final Retrier.Policy AT_ONCE = new Retrier.Policy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private static final Map<String, String> ONE = Map.of("size", "1");

    private final Settings settings;
    private final AuthorizedClient client;
    private final PartnerCenterErrors errors;
    private final Retrier retrier;

    PartnerCenterCheck(Settings settings, AuthorizedClient client, PartnerCenterErrors errors, Retrier retrier) {
        this.settings = settings;
        this.client = client;
        this.errors = errors;
        this.retrier = retrier;
    }

    @Override
    public Subject subject() {
        return Subject.PARTNER_CENTER;
    }

    @Override
    public List<URI> asks() {
        return List.of(Cloud.of(settings).partnerCenter(settings));
    }

    @Override
    public String look(Deadline deadline) {
        var context = new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), deadline);
        try {
            var answer = answer(context);
            if (!answer.successful()) throw errors.translate(answer);
            if (answer.json().isEmpty())
                throw BudgetFailure.of(
                        PARTNER_CENTER_UNAVAILABLE,
                        "The service at PARTNER_CENTER_BASE_URL is not Partner Center: its answer is not JSON.");
            return "Partner Center answers " + answer.status() + " to GET /v1/customers.";
        } catch (NoResponse e) {
            throw BudgetFailure.of(
                            PARTNER_CENTER_UNAVAILABLE,
                            "Partner Center (PARTNER_CENTER_BASE_URL) could not be reached: " + e.getMessage() + ".")
                    .withCause(e);
        }
    }

    /** A gateway's 400 says nothing about Partner Center: sends the request again, on another connection. */
    private HttpReply answer(UpdateContext context) throws NoResponse {
        for (var tries = 1; ; tries++) {
            var answer = client.customers(ONE, null, context);
            if (!answer.isGatewayRefusal()
                    || !retrier.waitsBeforeRetry(
                            AT_ONCE, tries, Optional.empty(), context.deadline().timeLeft())) return answer;
        }
    }
}
