package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.json.JsonText;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The REST resources of Partner Center (docs/partner-center.md, "Requests"). {@link io.github.usagebudget.http.BlockingCall} waits for an answer.
 * Answers are bytes, because not every answer is JSON.
 */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = "MS-Contract-Version", value = "v1")
@ClientHeaderParam(name = "X-Locale", value = "en-US")
@ClientHeaderParam(name = "MS-PartnerCenter-Application", value = "usage-budget-function")
interface PartnerCenterApi {
    String BUDGET = "/{customerTenantId}/usagebudget";

    @GET
    @Path(BUDGET)
    Uni<RestResponse<byte[]>> get(
            @PathParam("customerTenantId") String customerTenantId,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("MS-RequestId") UUID requestId,
            @HeaderParam("MS-CorrelationId") UUID correlationId,
            @HeaderParam("traceparent") String traceParent);

    @PATCH
    @Path(BUDGET)
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> patch(
            @PathParam("customerTenantId") String customerTenantId,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("MS-RequestId") UUID requestId,
            @HeaderParam("MS-CorrelationId") UUID correlationId,
            @HeaderParam("traceparent") String traceParent,
            SpendingBudgetResource budget);

    /** One page of all customers' usage records, their budgets among them (docs/partner-center.md, "Usage records"). */
    @GET
    @Path("/usagerecords")
    Uni<RestResponse<byte[]>> usageRecords(
            @RestQuery Map<String, String> page,
            @HeaderParam("MS-ContinuationToken") String continuationToken,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("MS-RequestId") UUID requestId,
            @HeaderParam("MS-CorrelationId") UUID correlationId,
            @HeaderParam("traceparent") String traceParent);

    @GET
    Uni<RestResponse<byte[]>> customers(
            @RestQuery Map<String, String> page,
            @HeaderParam("MS-ContinuationToken") String continuationToken,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("MS-RequestId") UUID requestId,
            @HeaderParam("MS-CorrelationId") UUID correlationId,
            @HeaderParam("traceparent") String traceParent);

    /**
     * The body of a PATCH, in PascalCase as in the vendor's example. The amount is always written: null removes the budget, and the effect of a
     * missing one is not documented (docs/partner-center.md, "Removing a budget"). Immutable.
     */
    record SpendingBudgetResource(Optional<BigDecimal> amount) implements JsonText.Named {

        static SpendingBudgetResource of(Optional<BudgetAmount> amount) {
            return new SpendingBudgetResource(amount.map(BudgetAmount::value));
        }

        @Override
        public Map<String, ?> members() {
            var members = new LinkedHashMap<String, Object>();
            members.put("Amount", amount);
            members.put("Attributes", Map.of("ObjectType", SpendingBudgetReader.OBJECT_TYPE));
            return members;
        }
    }
}
