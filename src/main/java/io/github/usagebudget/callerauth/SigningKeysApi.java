package io.github.usagebudget.callerauth;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The public keys with which Entra signs the tokens of a tenant (https://learn.microsoft.com/entra/identity-platform/signing-key-rollover). */
@Path("/{tenant}/discovery/v2.0/keys")
interface SigningKeysApi {
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> keys(@PathParam("tenant") String tenant);
}
