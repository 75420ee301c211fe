package io.github.usagebudget.keyvault;

import static io.github.usagebudget.keyvault.KeyVault.misconfigured;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.entra.CredentialsUnavailable;
import io.github.usagebudget.entra.Secret;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.RetryAfter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what the vault answers, and says what to do about a refusal. Stateless. */
record VaultAnswers(Clock clock) {
    /** 32 characters (learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates); no token passes for one. */
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{32}");

    /** The secret in the answer, if it is in use. */
    StoredSecret read(String name, Answer answer) {
        var body = JsonValue.object(answer.body());
        var value = body.flatMap(secret -> secret.member("value").text());
        if (answer.status() != 200 || value.isEmpty()) throw refusal(name, answer, "Key Vault Secrets User");
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
    String stored(String name, Answer answer) {
        var body = JsonValue.object(answer.body());
        var version = body.map(VaultAnswers::version).orElse("");
        if (answer.status() != 200 || version.isEmpty()) throw refusal(name, answer, "Key Vault Secrets Officer");
        return version;
    }

    BudgetFailure notKept(String name) {
        return CredentialsUnavailable.because(
                "Key Vault does not give back what was stored as " + name + ".", Optional.empty());
    }

    private BudgetFailure refusal(String name, Answer answer, String role) {
        return switch (answer.status()) {
            case 401, 403 -> refused(name, JsonValue.object(answer.body()), role);
            case 404 -> misconfigured("holds no secret named " + name + ": store it there.");
            case 400 -> misconfigured("does not take the name " + name + " for a secret.");
            default ->
                CredentialsUnavailable.because(
                        "Key Vault answered " + answer.status() + " and no secret.", RetryAfter.of(answer, clock));
        };
    }

    private static BudgetFailure refused(String name, Optional<JsonValue> body, String role) {
        var innerCode = body.map(refusal ->
                refusal.member("error").member("innererror").member("code").shown());
        return innerCode.orElse("").equals("SecretDisabled")
                ? disabled(name)
                : misconfigured("refuses the app's managed identity the secret " + name + ": give it the role " + role
                        + " on it.");
    }

    private void checkEnabled(String name, JsonValue attributes) {
        if (!attributes.member("enabled").flag().orElse(true)) throw disabled(name);
        if (instant(attributes, "nbf").filter(clock.instant()::isBefore).isPresent())
            throw misconfigured("holds a secret " + name + " that is not valid yet.");
    }

    private static BudgetFailure disabled(String name) {
        return misconfigured("has disabled the secret " + name + ": enable it or store a new version.");
    }

    /** The last part of its id: {@code https://…/secrets/{name}/{version}}. */
    private static String version(JsonValue secret) {
        var id = secret.member("id").shown();
        var version = id.substring(id.lastIndexOf('/') + 1);
        return VERSION.matcher(version).matches() ? version : "";
    }

    private static Optional<Instant> instant(JsonValue attributes, String name) {
        return attributes.member(name).wholeNumber().map(Instant::ofEpochSecond);
    }

    private static Map<String, String> tags(JsonValue tags) {
        var read = new HashMap<String, String>();
        for (var name : tags.members().keySet())
            read.put(name, tags.member(name).shown());
        return read;
    }
}
