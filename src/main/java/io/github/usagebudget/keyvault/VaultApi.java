package io.github.usagebudget.keyvault;

import io.github.usagebudget.entra.Secret;
import io.quarkus.rest.client.reactive.ClientQueryParam;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Key Vault's secrets, data plane 7.4 (https://learn.microsoft.com/rest/api/keyvault/secrets). */
@Path("/secrets/{name}")
@Produces(MediaType.APPLICATION_JSON)
@ClientQueryParam(name = "api-version", value = "7.4")
interface VaultApi {
    @GET
    Uni<RestResponse<byte[]>> secret(
            @PathParam("name") String name, @HeaderParam("Authorization") String authorization);

    @GET
    @Path("/{version}")
    Uni<RestResponse<byte[]>> version(
            @PathParam("name") String name,
            @PathParam("version") String version,
            @HeaderParam("Authorization") String authorization);

    /** Stores a new current version; older versions stay. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> store(
            @PathParam("name") String name, @HeaderParam("Authorization") String authorization, NewSecret secret);

    /** A new version (https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret). Immutable. */
    record NewSecret(String value, Attributes attributes, Map<String, String> tags) {

        /** @param exp seconds since 1970 */
        record Attributes(long exp) {}

        static NewSecret of(Secret secret, Instant expiry, Map<String, String> tags) {
            return new NewSecret(secret.value(), new Attributes(expiry.getEpochSecond()), tags);
        }

        @Override
        public String toString() {
            return "[new secret]";
        }
    }
}
