package io.github.usagebudget.keyvault;

import io.quarkus.rest.client.reactive.ClientQueryParam;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Key Vault's secrets, data plane 7.4 (learn.microsoft.com, rest/api/keyvault/secrets). */
@Path("/secrets")
@ClientQueryParam(name = "api-version", value = "7.4")
interface VaultApi {
    @GET
    @Path("/{name}")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> secret(
            @PathParam("name") String name, @HeaderParam("Authorization") String authorization);
}
