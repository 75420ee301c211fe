package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AccessToken;
import io.github.usagebudget.entra.AccessTokens;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Exchange;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.RestClients;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** The customers' usage spending budgets in Partner Center. Thread-safe. */
@Singleton
class PartnerCenter implements UsageBudgets {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Settings settings;
    private final AccessTokens tokens;
    private final SpendingBudgetReader budgets;
    private final FaultTranslator faults;
    private final Lazy<PartnerCenterApi> api;

    PartnerCenter(Settings settings, AccessTokens tokens, ObjectMapper json) {
        this.settings = settings;
        this.tokens = tokens;
        this.budgets = new SpendingBudgetReader(json);
        this.faults = new FaultTranslator(json);
        this.api = new Lazy<>(() -> RestClients.build(
                PartnerCenterApi.class, baseUrl(), CONNECT, settings.duration(Setting.PARTNER_CENTER_TIMEOUT)));
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, Trail trail) {
        try {
            var answer = send(
                    trail,
                    trail.readId(),
                    (client, authorization, id) ->
                            client.get(customer.toString(), authorization, id, trail.correlationId()));
            return budgetIn(answer);
        } catch (NoAnswer e) {
            throw unreachable(e);
        }
    }

    @Override
    public SpendingBudget write(BudgetChange change, Trail trail) {
        var resource = SpendingBudgetResource.of(change.amount());
        try {
            var answer = send(
                    trail,
                    trail.writeId(),
                    (client, authorization, id) -> client.patch(
                            change.customer().toString(), authorization, id, trail.correlationId(), resource));
            var budget = budgetIn(answer);
            if (!budget.budget().sameAs(change.asked()))
                throw FaultTranslator.notTheBudget(
                        answer, "with a budget of " + budget.budget() + ", not the one asked for.");
            return budget;
        } catch (NoAnswer e) {
            if (e.maybeArrived())
                throw BudgetFailure.of(
                                OUTCOME_UNKNOWN,
                                "The change was sent to Partner Center, but no answer came: it may have been made or not. Read the"
                                        + " budget, or send the same request again; that is safe.")
                        .because(e);
            throw unreachable(e);
        }
    }

    /** One request and its answer, whatever it is. */
    private Answer send(Trail trail, UUID requestId, Request request) throws NoAnswer {
        var client = api.get();
        var limit = settings.duration(Setting.PARTNER_CENTER_TIMEOUT);
        var token = tokens.get(trail.deadline());
        var sent = request.with(client, "Bearer " + token.value(), requestId);
        try {
            var answer = Exchange.await(sent, trail.deadline().atMost(limit));
            trail.sent(requestId);
            return checked(answer, token);
        } catch (NoAnswer e) {
            if (e.maybeArrived()) trail.sent(requestId);
            throw e;
        }
    }

    private Answer checked(Answer answer, AccessToken token) {
        if (answer.status() == 401) tokens.refused(token);
        return answer.without(token.value());
    }

    private SpendingBudget budgetIn(Answer answer) {
        if (!answer.successful()) throw faults.translate(answer);
        return budgets.read(answer.body())
                .orElseThrow(() -> FaultTranslator.notTheBudget(answer, "not with a spending budget."));
    }

    private static BudgetFailure unreachable(NoAnswer e) {
        return BudgetFailure.of(
                        PARTNER_CENTER_UNAVAILABLE, "Partner Center could not be reached: " + e.getMessage() + ".")
                .because(e);
    }

    private URI baseUrl() {
        return settings.text(Setting.PARTNER_CENTER_BASE_URL).isPresent()
                ? settings.url(Setting.PARTNER_CENTER_BASE_URL)
                : URI.create(Cloud.PARTNER_CENTER);
    }

    @FunctionalInterface
    private interface Request {
        Uni<RestResponse<byte[]>> with(PartnerCenterApi client, String authorization, UUID requestId);
    }
}
