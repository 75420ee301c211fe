package io.github.usagebudget.partnercenter;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Partner Center's customers and their {@code usagebudget}, as the vendor's page has it (docs/partner-center.md, "Requests"). Each call can be
 * subscribed to, or awaited by {@link io.github.usagebudget.http.BlockingCall}: the vendor's PatchAsync and Patch. The answer comes
 * as bytes, because not every answer is a budget, and not every one is JSON.
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

    /** One page of the partner's customers. */
    @GET
    Uni<RestResponse<byte[]>> customers(
            @RestQuery Map<String, String> page,
            @HeaderParam("MS-ContinuationToken") String continuationToken,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("MS-RequestId") UUID requestId,
            @HeaderParam("MS-CorrelationId") UUID correlationId,
            @HeaderParam("traceparent") String traceParent);
}
