package io.github.usagebudget.keyvault;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.AppSecrets.StoredSecret;
import io.github.usagebudget.entra.ManagedIdentity;
import io.github.usagebudget.http.CredentialClient;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.keyvault.VaultClient.VaultApi.NewSecret;
import io.quarkus.rest.client.reactive.ClientQueryParam;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads and stores secrets in the vault as the app's managed identity, without a cache; see {@link VaultSecrets}. Thread-safe. */
@Singleton
class VaultClient {
    private final Settings settings;
    private final ManagedIdentity identity;
    private final VaultAnswers answers;
    private final Clock clock;
    private final CredentialClient<VaultApi> vault;

    VaultClient(Settings settings, ManagedIdentity identity, Clock clock, Retrier retrier) {
        this.settings = settings;
        this.identity = identity;
        this.answers = new VaultAnswers(clock);
        this.clock = clock;
        this.vault = new CredentialClient<>(
                "Key Vault (KEY_VAULT_URL)",
                VaultApi.class,
                () -> Cloud.of(settings).vault(settings),
                retrier,
                Retrier.Rules.passing(VaultClient::passes));
    }

    /**
     * The current version.
     *
     * @throws BudgetFailure {@code misconfigured} if it is missing, disabled, expired or must not be read, else {@code
     *     credentials-unavailable}
     */
    StoredSecret secret(String name, Deadline deadline) {
        var stored = answers.read(name, ask((api, authorization) -> api.secret(name, authorization), deadline));
        checkInUse(name, stored);
        return stored;
    }

    /**
     * Stores a new version and reads it back.
     *
     * @return the version
     * @throws BudgetFailure {@code misconfigured} if it must not be stored, {@code credentials-unavailable} if it is not certain that it was
     */
    String store(String name, Secret secret, Instant expiry, Map<String, String> tags, Deadline deadline) {
        var body = NewSecret.of(secret, expiry, tags);
        var answer = ask((api, authorization) -> api.store(name, authorization, body), deadline);
        var version = answers.stored(name, answer);
        var kept = answers.read(name, ask((api, authorization) -> api.version(name, version, authorization), deadline));
        if (!kept.secret().equals(secret))
            throw CredentialClient.unavailable("Key Vault does not give back what was stored as " + name + ".");
        return version;
    }

    private HttpReply ask(BiFunction<VaultApi, String, Uni<RestResponse<byte[]>>> request, Deadline deadline) {
        vault.checkAddress(); // fails for a wrong address before a token is fetched
        var answer = askOnce(request, deadline);
        // the identity's token can be revoked early: try one fresh token
        return answer.status() == 401 && !passes(answer) ? askOnce(request, deadline) : answer;
    }

    private HttpReply askOnce(BiFunction<VaultApi, String, Uni<RestResponse<byte[]>>> request, Deadline deadline) {
        var resource = Cloud.of(settings).vaultResource();
        var token = identity.tokenFor(resource, deadline);
        var answer = vault.ask(api -> request.apply(api, "Bearer " + token.value()), deadline);
        if (answer.status() == 401 && !passes(answer)) identity.refused(resource, token);
        return answer;
    }

    /** Also a success that is no JSON object: it is not the vault's. */
    private static boolean passes(HttpReply answer) {
        return Retrier.passing(answer.status())
                || VaultRefusal.in(answer).filter(VaultRefusal::passes).isPresent()
                || answer.successful() && answer.json().isEmpty();
    }

    private void checkInUse(String name, StoredSecret stored) {
        if (stored.secret().trimmed().value().isEmpty())
            throw misconfigured("holds an empty secret " + name + ": store its value.");
        if (stored.expiry().filter(expiry -> !expiry.isAfter(clock.instant())).isPresent())
            throw misconfigured("holds an expired secret " + name + ": store a new version.");
    }

    static BudgetFailure misconfigured(String fault) {
        return BudgetFailure.of(MISCONFIGURED, "The vault at KEY_VAULT_URL " + fault);
    }

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
}
