package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AccessTokens;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.http.BlockingCall;
import io.github.usagebudget.http.CachedValue.Lazy;
import io.github.usagebudget.http.CredentialClient;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.http.Redaction;
import io.github.usagebudget.http.RestClients;
import io.github.usagebudget.partnercenter.BudgetRequests.PartnerCenterClient;
import io.github.usagebudget.partnercenter.PartnerCenterApi.SpendingBudgetResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends requests with the access token, and once more with a fresh one if it is refused. Thread-safe. */
@Singleton
class AuthorizedClient implements PartnerCenterClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Settings settings;
    private final AccessTokens tokens;
    private final PartnerCenterErrors errors;
    private final PlanThrottle throttle;
    private final Lazy<PartnerCenterApi> api;

    // Mutable state: for the last token
    private volatile Redaction redaction;

    @Inject
    AuthorizedClient(Settings settings, AccessTokens tokens, PartnerCenterErrors errors, PlanThrottle throttle) {
        this(
                settings,
                tokens,
                errors,
                throttle,
                () -> RestClients.build(
                        PartnerCenterApi.class,
                        Cloud.of(settings).partnerCenter(settings),
                        CONNECT,
                        settings.get(Setting.PARTNER_CENTER_TIMEOUT)));
    }

    AuthorizedClient(
            Settings settings,
            AccessTokens tokens,
            PartnerCenterErrors errors,
            PlanThrottle throttle,
            Supplier<PartnerCenterApi> client) {
        this.settings = settings;
        this.tokens = tokens;
        this.errors = errors;
        this.throttle = throttle;
        this.api = new Lazy<>(client);
    }

    @Override
    public HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse {
        var id = context.readId();
        return signed(
                Optional.of(customer),
                context,
                id,
                context::countRead,
                authorization -> api.get()
                        .get(customer.toString(), authorization, id, context.correlationId(), parent(context)));
    }

    @Override
    public HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse {
        var resource = SpendingBudgetResource.of(change.amount());
        return signed(
                Optional.of(change.customer()),
                context,
                context.writeId(),
                context::countWrite,
                authorization -> api.get()
                        .patch(
                                change.customer().toString(),
                                authorization,
                                context.writeId(),
                                context.correlationId(),
                                parent(context),
                                resource));
    }

    HttpReply customers(Map<String, String> page, String continuationToken, UpdateContext context) throws NoResponse {
        var id = context.readId();
        return signed(
                Optional.empty(),
                context,
                id,
                () -> {},
                authorization -> api.get()
                        .customers(
                                page, continuationToken, authorization, id, context.correlationId(), parent(context)));
    }

    HttpReply usageRecords(Map<String, String> page, String continuationToken, UpdateContext context)
            throws NoResponse {
        var id = context.readId();
        return signed(
                Optional.empty(),
                context,
                id,
                () -> {},
                authorization -> api.get()
                        .usageRecords(
                                page, continuationToken, authorization, id, context.correlationId(), parent(context)));
    }

    /** Null if the header is not sent. */
    private static String parent(UpdateContext context) {
        return context.traceParent().orElse(null);
    }

    private HttpReply signed(
            Optional<CustomerTenantId> customer,
            UpdateContext context,
            UUID requestId,
            Runnable counted,
            SignedRequest request)
            throws NoResponse {
        var answer = send(customer, context, requestId, counted, request);
        return errors.deservesFreshToken(answer) && context.mayRefreshToken()
                ? send(customer, context, requestId, counted, request)
                : answer;
    }

    private HttpReply send(
            Optional<CustomerTenantId> customer,
            UpdateContext context,
            UUID requestId,
            Runnable counted,
            SignedRequest request)
            throws NoResponse {
        var limit = settings.get(Setting.PARTNER_CENTER_TIMEOUT);
        api.get(); // fails for a wrong address before a token is fetched
        var token = tokens.get(context.deadline());
        if (context.deadline().timeLeft().compareTo(Duration.ZERO) <= 0)
            throw CredentialClient.unavailable(
                    "Getting the credentials took the whole of PARTNER_CENTER_DEADLINE.", Optional.empty());
        var sent = context.place().isPresent() ? throttle.awaitTurn(context) : 0;
        // a request without a customer is for a page of a list
        var longest = customer.isPresent() ? BlockingCall.LONGEST_BODY : BlockingCall.LONGEST_PAGE;
        counted.run();
        try {
            var answer = BlockingCall.await(
                    request.with("Bearer " + token.value()), context.deadline().atMost(limit), longest);
            context.sent(requestId);
            if (context.place().isPresent() && customer.isPresent()) throttle.answered(sent, customer.get(), answer);
            return checked(answer, token, context);
        } catch (NoResponse e) {
            if (e.maybeArrived()) context.sent(requestId);
            throw e;
        }
    }

    private HttpReply checked(HttpReply answer, AccessToken token, UpdateContext context) {
        if (StatusMeaning.isTokenRefused(answer.status())) tokens.refused(token);
        var rest = answer.without(redaction(token));
        context.answeredUnder(FaultReader.correlationVector(rest));
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
    private interface SignedRequest {
        Uni<RestResponse<byte[]>> with(String authorization);
    }
}
