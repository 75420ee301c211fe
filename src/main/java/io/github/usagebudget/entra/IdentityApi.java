package io.github.usagebudget.entra;

import io.quarkus.rest.client.reactive.ClientQueryParam;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The platform's identity endpoint (https://learn.microsoft.com/azure/app-service/overview-managed-identity). */
@ClientQueryParam(name = "api-version", value = "2019-08-01")
interface IdentityApi {
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> token(
            @QueryParam("resource") String resource,
            @QueryParam("client_id") String clientId,
            @HeaderParam("X-IDENTITY-HEADER") String header);
}
