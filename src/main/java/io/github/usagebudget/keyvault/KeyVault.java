package io.github.usagebudget.keyvault;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.CredentialsUnavailable;
import io.github.usagebudget.entra.Secret;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.JsonBody;
import io.github.usagebudget.remote.Lazy;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.RestClients;
import io.github.usagebudget.remote.Retries;
import io.github.usagebudget.remote.RetryAfter;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;

/** Reads secrets from the vault, as the app's managed identity. Remembers none; see {@link VaultSecrets}. Thread-safe. */
@Singleton
class KeyVault {
    private final Settings settings;
    private final ManagedIdentity identity;
    private final ObjectMapper json;
    private final Clock clock;
    private final Retries retries;
    private final Lazy<VaultApi> vault;

    KeyVault(Settings settings, ManagedIdentity identity, ObjectMapper json, Clock clock, Retries retries) {
        this.settings = settings;
        this.identity = identity;
        this.json = json;
        this.clock = clock;
        this.retries = retries;
        this.vault = new Lazy<>(() -> RestClients.build(VaultApi.class, address(), Retries.CONNECT, Retries.READ));
    }

    /** @throws BudgetFailure {@code misconfigured} if it is missing or may not be read, else {@code credentials-unavailable} */
    Secret secret(String name, Deadline deadline) {
        var answer = ask(name, deadline);
        // the identity's token may have been revoked before its time: one fresh one
        if (answer.status() == 401) answer = ask(name, deadline);
        return read(name, answer);
    }

    private Answer ask(String name, Deadline deadline) {
        var client = vault.get();
        var resource = Cloud.of(settings).vaultResource();
        var token = identity.tokenFor(resource, deadline);
        try {
            var answer = retries.ask(() -> client.secret(name, "Bearer " + token.value()), Retries::passing, deadline);
            if (answer.status() == 401) identity.refused(resource, token);
            return answer;
        } catch (NoAnswer e) {
            throw CredentialsUnavailable.unreachable("Key Vault (KEY_VAULT_URL)", e);
        }
    }

    private Secret read(String name, Answer answer) {
        var body = JsonBody.object(json, answer.body());
        var value = body.flatMap(secret -> JsonBody.text(secret, "value"));
        if (answer.status() == 200 && value.isPresent()) {
            checkInUse(name, body.get().path("attributes"));
            return new Secret(value.get());
        }
        throw switch (answer.status()) {
            case 401, 403 -> refused(name, body.map(KeyVault::innerCode).orElse(""));
            case 404 -> misconfigured("holds no secret named " + name + ": store it there.");
            case 400 -> misconfigured("does not take the name " + name + " for a secret.");
            default ->
                CredentialsUnavailable.because(
                        "Key Vault answered " + answer.status() + " and no secret.", RetryAfter.of(answer, clock));
        };
    }

    private static BudgetFailure refused(String name, String innerCode) {
        return innerCode.equals("SecretDisabled")
                ? misconfigured("has disabled the secret " + name + ": enable it or store a new version.")
                : misconfigured("refuses to give the secret " + name
                        + ": give the app's managed identity the role Key Vault Secrets User on it.");
    }

    private static String innerCode(JsonNode body) {
        return body.path("error").path("innererror").path("code").asText();
    }

    private void checkInUse(String name, JsonNode attributes) {
        var now = clock.instant().getEpochSecond();
        if (!attributes.path("enabled").asBoolean(true))
            throw misconfigured("has disabled the secret " + name + ": enable it or store a new version.");
        if (JsonBody.number(attributes, "exp").filter(exp -> exp <= now).isPresent())
            throw misconfigured("holds an expired secret " + name + ": store a new version.");
        if (JsonBody.number(attributes, "nbf").filter(nbf -> nbf > now).isPresent())
            throw misconfigured("holds a secret " + name + " that is not valid yet.");
    }

    private URI address() {
        var url = settings.url(Setting.KEY_VAULT_URL);
        if (!Cloud.of(settings).mayHold(url))
            throw Settings.misconfigured(
                    Setting.KEY_VAULT_URL, "names a vault of another cloud than PARTNER_CENTER_CLOUD.");
        return url;
    }

    private static BudgetFailure misconfigured(String fault) {
        return BudgetFailure.of(MISCONFIGURED, "The vault at KEY_VAULT_URL " + fault);
    }
}
