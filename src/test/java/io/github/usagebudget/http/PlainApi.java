package io.github.usagebudget.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** A declarative client for any path. */
@Path("/{path}")
@Produces(MediaType.APPLICATION_JSON)
public interface PlainApi {
    @GET
    Uni<RestResponse<byte[]>> get(@PathParam("path") String path, @HeaderParam("Authorization") String authorization);

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> patch(
            @PathParam("path") String path, @HeaderParam("Authorization") String authorization, Amount amount);

    /** A body to send. */
    record Amount(int amount) {}
}
