package io.github.usagebudget.entra;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.RestResponse;

/** Entra's token endpoint, version 2 (docs/partner-center.md, "Token endpoint"). */
@Path(TokenEndpoint.PATH)
interface TokenApi {
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> token(@PathParam("tenant") String tenant, MultivaluedMap<String, String> form);
}
