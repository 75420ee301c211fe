package io.github.usagebudget.keyvault;

import static io.github.usagebudget.http.CredentialClient.unavailable;
import static io.github.usagebudget.keyvault.VaultClient.misconfigured;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.AppSecrets.StoredSecret;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.keyvault.VaultRefusal.Access;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the answers of the vault, and says what to do about a refusal. Immutable. */
record VaultAnswers(Clock clock) {
    /** 32 characters (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates). No token has this form. */
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{32}");

    /** The secret in the answer, if it is in use. */
    StoredSecret read(String name, HttpReply answer) {
        var body = answer.json();
        var value = body.flatMap(secret -> secret.member("value").text());
        if (answer.status() != 200 || value.isEmpty()) throw refusal(name, answer, Access.READ);
        var attributes = body.get().member("attributes");
        checkEnabled(name, attributes);
        return new StoredSecret(
                new Secret(value.get()),
                version(body.get()),
                instant(attributes, "created"),
                instant(attributes, "exp"),
                tags(body.get().member("tags")));
    }

    /** The version that was stored. */
    String stored(String name, HttpReply answer) {
        var body = answer.json();
        var version = body.map(VaultAnswers::version).orElse("");
        if (answer.status() != 200 || version.isEmpty()) throw refusal(name, answer, Access.WRITE);
        return version;
    }

    private BudgetFailure refusal(String name, HttpReply answer, Access access) {
        var known = VaultRefusal.in(answer);
        if (known.isPresent() && !known.get().passes())
            return misconfigured(known.get().advice(name, access));
        if (known.isPresent())
            return unavailable("The vault at KEY_VAULT_URL " + known.get().advice(name, access), answer, clock);
        return switch (answer.status()) {
            case 401 ->
                misconfigured(
                        "does not take the token of the app's managed identity: it must be a vault of the identity's tenant"
                                + " and of the cloud in PARTNER_CENTER_CLOUD.");
            case 403 -> misconfigured(VaultRefusal.ROLE.advice(name, access));
            case 404 -> misconfigured(VaultRefusal.MISSING.advice(name, access));
            case 400 ->
                misconfigured(
                        VaultRefusal.isOfName(answer)
                                ? "does not take the name " + name + " for a secret."
                                : "refuses the request"
                                        + VaultRefusal.code(answer)
                                                .map(code -> ": " + code)
                                                .orElse("") + ".");
            default -> unavailable("Key Vault answered " + answer.status() + " and no secret.", answer, clock);
        };
    }

    private void checkEnabled(String name, JsonValue attributes) {
        if (!attributes.member("enabled").flag().orElse(true))
            throw misconfigured(VaultRefusal.DISABLED.advice(name, Access.READ));
        if (instant(attributes, "nbf").filter(clock.instant()::isBefore).isPresent())
            throw misconfigured("holds a secret " + name + " that is not valid yet.");
    }

    /** The last part of its id: {@code https://…/secrets/{name}/{version}}. */
    private static String version(JsonValue secret) {
        var id = secret.member("id").asText();
        var version = id.substring(id.lastIndexOf('/') + 1);
        return VERSION.matcher(version).matches() ? version : "";
    }

    private static Optional<Instant> instant(JsonValue attributes, String name) {
        return attributes.member(name).wholeNumber().map(Instant::ofEpochSecond);
    }

    private static Map<String, String> tags(JsonValue tags) {
        var read = new HashMap<String, String>();
        for (var name : tags.members().keySet())
            read.put(name, tags.member(name).asText());
        return read;
    }
}
