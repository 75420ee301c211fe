package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AccessToken;
import io.github.usagebudget.entra.AccessTokens;
import io.github.usagebudget.entra.CredentialsUnavailable;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Exchange;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Redaction;
import io.github.usagebudget.remote.RestClients;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** The real wire: signs each request with the access token, and once with a fresh one if that was refused. Thread-safe. */
@Singleton
class SignedWire implements Wire {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Settings settings;
    private final AccessTokens tokens;
    private final FaultTranslator faults;
    private final PlanThrottle throttle;
    private final Lazy<PartnerCenterApi> api;

    // Mutable state: of the last token
    private volatile Redaction redaction;

    @Inject
    SignedWire(Settings settings, AccessTokens tokens, FaultTranslator faults, PlanThrottle throttle) {
        this(
                settings,
                tokens,
                faults,
                throttle,
                () -> RestClients.build(
                        PartnerCenterApi.class,
                        Cloud.of(settings).partnerCenter(settings),
                        CONNECT,
                        settings.duration(Setting.PARTNER_CENTER_TIMEOUT)));
    }

    SignedWire(
            Settings settings,
            AccessTokens tokens,
            FaultTranslator faults,
            PlanThrottle throttle,
            Supplier<PartnerCenterApi> client) {
        this.settings = settings;
        this.tokens = tokens;
        this.faults = faults;
        this.throttle = throttle;
        this.api = new Lazy<>(client);
    }

    @Override
    public Answer get(CustomerTenantId customer, Trail trail) throws NoAnswer {
        var id = trail.readId();
        return signed(
                Optional.of(customer),
                trail,
                id,
                trail::countRead,
                authorization ->
                        api.get().get(customer.toString(), authorization, id, trail.correlationId(), parent(trail)));
    }

    @Override
    public Answer patch(BudgetChange change, Trail trail) throws NoAnswer {
        var resource = SpendingBudgetResource.of(change.amount());
        return signed(
                Optional.of(change.customer()),
                trail,
                trail.writeId(),
                trail::countWrite,
                authorization -> api.get()
                        .patch(
                                change.customer().toString(),
                                authorization,
                                trail.writeId(),
                                trail.correlationId(),
                                parent(trail),
                                resource));
    }

    /** One page of the partner's customers. */
    Answer customers(Map<String, String> page, String continuationToken, Trail trail) throws NoAnswer {
        var id = trail.readId();
        return signed(
                Optional.empty(),
                trail,
                id,
                () -> {},
                authorization -> api.get()
                        .customers(page, continuationToken, authorization, id, trail.correlationId(), parent(trail)));
    }

    /** One page of all customers' usage records. */
    Answer usageRecords(Map<String, String> page, String continuationToken, Trail trail) throws NoAnswer {
        var id = trail.readId();
        return signed(
                Optional.empty(),
                trail,
                id,
                () -> {},
                authorization -> api.get()
                        .usageRecords(
                                page, continuationToken, authorization, id, trail.correlationId(), parent(trail)));
    }

    /** Null for a header that is not sent. */
    private static String parent(Trail trail) {
        return trail.traceParent().orElse(null);
    }

    private Answer signed(
            Optional<CustomerTenantId> customer, Trail trail, UUID requestId, Runnable counted, Request request)
            throws NoAnswer {
        var answer = send(customer, trail, requestId, counted, request);
        return faults.deservesFreshToken(answer) && trail.mayRefreshToken()
                ? send(customer, trail, requestId, counted, request)
                : answer;
    }

    private Answer send(
            Optional<CustomerTenantId> customer, Trail trail, UUID requestId, Runnable counted, Request request)
            throws NoAnswer {
        var limit = settings.duration(Setting.PARTNER_CENTER_TIMEOUT);
        api.get(); // a wrong address is not worth a token
        var token = tokens.get(trail.deadline());
        if (trail.deadline().timeLeft().compareTo(Duration.ZERO) <= 0)
            throw CredentialsUnavailable.because(
                    "Getting the credentials took all of PARTNER_CENTER_DEADLINE.", Optional.empty());
        var sent = trail.place().isPresent() ? throttle.awaitTurn(trail) : 0;
        // what concerns no single customer is a page of a list
        var longest = customer.isPresent() ? Exchange.LONGEST_BODY : Exchange.LONGEST_PAGE;
        counted.run();
        try {
            var answer = Exchange.await(
                    request.with("Bearer " + token.value()), trail.deadline().atMost(limit), longest);
            trail.sent(requestId);
            if (trail.place().isPresent() && customer.isPresent()) throttle.answered(sent, customer.get(), answer);
            return checked(answer, token, trail);
        } catch (NoAnswer e) {
            if (e.maybeArrived()) trail.sent(requestId);
            throw e;
        }
    }

    private Answer checked(Answer answer, AccessToken token, Trail trail) {
        if (answer.status() == 401) tokens.refused(token);
        var rest = answer.without(redaction(token));
        trail.answeredUnder(FaultReader.correlationVector(rest));
        return rest;
    }

    private Redaction redaction(AccessToken token) {
        var last = redaction;
        if (last == null || !last.isOf(token.value())) {
            last = Redaction.of(token.value());
            redaction = last;
        }
        return last;
    }

    @FunctionalInterface
    private interface Request {
        Uni<RestResponse<byte[]>> with(String authorization);
    }
}
