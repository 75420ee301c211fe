package io.github.usagebudget.entra;

import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Entra's token endpoint, version 2 (docs/partner-center.md, "Token endpoint"). */
@Path(TokenApi.PATH)
interface TokenApi {
    String PATH = "/{tenant}/oauth2/v2.0/token";

    /** The address of the partner tenant's endpoint, as an assertion names it in {@code aud}. */
    static String endpoint(Settings settings) {
        var tenant = settings.get(Setting.PARTNER_CENTER_TENANT_ID);
        return Cloud.of(settings).signInHost(settings) + PATH.replace("{tenant}", tenant);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> token(@PathParam("tenant") String tenant, MultivaluedMap<String, String> form);

    /**
     * A token from Entra, and what is known of it. Shows no token. Immutable.
     *
     * @param freshUntil some time before it expires: clocks differ, and a call takes time
     * @param refreshToken a new one, if a user is involved
     */
    record TokenResponse(
            AccessToken token, Optional<Claims> claims, Instant freshUntil, Optional<Secret> refreshToken) {}
}
