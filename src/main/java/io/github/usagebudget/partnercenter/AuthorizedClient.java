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
import io.github.usagebudget.partnercenter.PartnerCenterErrors.FaultReader;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends requests with the access token, and once more with a fresh one if it is refused. Thread-safe. */
@Singleton
class AuthorizedClient implements PartnerCenterClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Settings settings;
    private final AccessTokens tokens;
    private final PartnerCenterErrors errors;
    private final PlanThrottle throttle;
    private final Lazy<PartnerCenterApi> api = new Lazy<>(this::connected);

    // Mutable state: for the last token
    private volatile Redaction redaction;

    AuthorizedClient(Settings settings, AccessTokens tokens, PartnerCenterErrors errors, PlanThrottle throttle) {
        this.settings = settings;
        this.tokens = tokens;
        this.errors = errors;
        this.throttle = throttle;
    }

    /** Made for the first request; another one in tests. */
    PartnerCenterApi connected() {
        var address = Cloud.of(settings).partnerCenter(settings);
        var limit = settings.get(Setting.PARTNER_CENTER_TIMEOUT);
        return RestClients.build(PartnerCenterApi.class, address, CONNECT, limit);
    }

    @Override
    public HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse {
        return send(new SignedRequest(
                context,
                context.readId(),
                Optional.of(customer),
                (authorization, id) -> api.get()
                        .get(customer.toString(), authorization, id, context.correlationId(), parent(context))));
    }

    @Override
    public HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse {
        var customer = change.customer();
        var resource = SpendingBudgetResource.of(change.amount());
        return send(new SignedRequest(
                context,
                context.writeId(),
                Optional.of(customer),
                (authorization, id) -> api.get()
                        .patch(
                                customer.toString(),
                                authorization,
                                id,
                                context.correlationId(),
                                parent(context),
                                resource)));
    }

    HttpReply customers(Map<String, String> page, String continuationToken, UpdateContext context) throws NoResponse {
        return send(SignedRequest.ofPage(
                context,
                (authorization, id) -> api.get()
                        .customers(
                                page, continuationToken, authorization, id, context.correlationId(), parent(context))));
    }

    HttpReply usageRecords(Map<String, String> page, String continuationToken, UpdateContext context)
            throws NoResponse {
        return send(SignedRequest.ofPage(
                context,
                (authorization, id) -> api.get()
                        .usageRecords(
                                page, continuationToken, authorization, id, context.correlationId(), parent(context))));
    }

    /** Null if the header is not sent. */
    private static String parent(UpdateContext context) {
        return context.traceParent().orElse(null);
    }

    private HttpReply send(SignedRequest request) throws NoResponse {
        var answer = sendOnce(request);
        return errors.deservesFreshToken(answer) && request.context.mayRefreshToken() ? sendOnce(request) : answer;
    }

    private HttpReply sendOnce(SignedRequest request) throws NoResponse {
        var context = request.context;
        var limit = settings.get(Setting.PARTNER_CENTER_TIMEOUT);
        api.get(); // fails for a wrong address before a token is fetched
        var token = tokens.get(context.deadline());
        if (context.deadline().hasPassed())
            throw CredentialClient.unavailable("Getting the credentials took the whole of PARTNER_CENTER_DEADLINE.");
        var inRun = context.place().isPresent();
        var sent = inRun ? throttle.awaitTurn(context) : 0;
        context.count(request.id);
        try {
            var answer = BlockingCall.await(
                    request.call.with("Bearer " + token.value(), request.id),
                    context.deadline().atMost(limit),
                    request.longestAnswer());
            context.sent(request.id);
            if (inRun) request.customer.ifPresent(customer -> throttle.answered(sent, customer, answer));
            return checked(answer, token, context);
        } catch (NoResponse e) {
            if (e.maybeArrived()) context.sent(request.id);
            throw e;
        }
    }

    private HttpReply checked(HttpReply answer, AccessToken token, UpdateContext context) {
        if (StatusMeaning.isTokenRefused(answer.status())) tokens.refused(token);
        if (answer.isGatewayRefusal()) answer.closeConnection();
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
    private interface SignedCall {
        Uni<RestResponse<byte[]>> with(String authorization, UUID requestId);
    }

    /** @param customer empty for a page of a list */
    private record SignedRequest(UpdateContext context, UUID id, Optional<CustomerTenantId> customer, SignedCall call) {
        static SignedRequest ofPage(UpdateContext context, SignedCall call) {
            return new SignedRequest(context, context.readId(), Optional.empty(), call);
        }

        int longestAnswer() {
            return customer.isPresent() ? BlockingCall.LONGEST_BODY : BlockingCall.LONGEST_PAGE;
        }
    }
}
