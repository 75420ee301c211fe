package io.github.usagebudget.keyvault;

import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Key Vault's codes for refusals, and what to do about each. The code is in {@code error.innererror} if there is one, else in {@code error}. For a
 * refused token it is only in the message, of which nothing else is used because it holds ids of apps and tenants.
 * Sources: https://learn.microsoft.com/azure/key-vault/general/common-error-codes and
 * https://learn.microsoft.com/azure/key-vault/general/rest-error-codes; for the numbers
 * https://github.com/Azure/azure-sdk-for-js/issues/6221 (10032), https://github.com/MicrosoftDocs/azure-docs/issues/109562 (10022) and
 * https://github.com/Azure-Samples/azuresandbox/issues/362 (10046); for deleted secrets
 * https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview.
 */
enum VaultRefusal {
    DISABLED("has disabled the secret {name}: enable it or store a new version.", "SecretDisabled"),
    ROLE(
            "refuses the app's managed identity the secret {name}: give it the role {role} on it. A new role counts after some minutes.",
            "ForbiddenByRbac"),
    POLICY(
            "refuses the app's managed identity the secret {name} by its access policies: add one for the identity with the secret"
                    + " permission {permission}, or use role-based access and give it the role {role}.",
            "ForbiddenByPolicy",
            "AccessDenied"),
    FIREWALL(
            "refuses this app's address by its firewall: allow the app's outbound addresses or its subnet (Networking), or use a private"
                    + " endpoint.",
            "ForbiddenByFirewall"),
    CONNECTION(
            "takes no connection from here, because its public network access is disabled: give the app a virtual network with an approved"
                    + " private endpoint of the vault, or enable public network access (Networking).",
            "ForbiddenByConnection"),
    TENANT(
            "trusts another tenant than the app's managed identity is in: KEY_VAULT_URL must name a vault of the identity's tenant.",
            "AKV10032"),
    AUDIENCE("does not take tokens of this cloud: check KEY_VAULT_URL and PARTNER_CENTER_CLOUD.", "AKV10022"),
    SIGNING_KEY("cannot check the managed identity's token at the moment.", true, "AKV10046"),
    MISSING(
            "holds no secret named {name}: store it there, or recover it if it was deleted (az keyvault secret recover).",
            "SecretNotFound"),
    DELETED(
            "holds a deleted secret {name}, whose name stays taken: recover it (az keyvault secret recover) or purge it.",
            "ObjectIsDeletedButRecoverable"),
    CHANGING(
            "is deleting or recovering the secret {name} at the moment.",
            true,
            "ObjectIsBeingDeleted",
            "ObjectIsBeingRecovered");

    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,60}");
    private static final Pattern NUMBER = Pattern.compile("AKV\\d{5}\\b");

    /** An {@code innererror} can contain another one. */
    private static final int DEEPEST = 5;

    private final String advice;
    private final boolean passing;
    private final Set<String> codes;

    VaultRefusal(String advice, String... codes) {
        this(advice, false, codes);
    }

    VaultRefusal(String advice, boolean passing, String... codes) {
        this.advice = advice;
        this.passing = passing;
        this.codes = Set.of(codes);
    }

    /** The refusal in an answer; empty for a success and for an unknown code. */
    static Optional<VaultRefusal> in(HttpReply answer) {
        if (answer.successful()) return Optional.empty();
        return codes(answer)
                .flatMap(code -> Arrays.stream(values()).filter(refusal -> refusal.codes.contains(code)))
                .findFirst();
    }

    /**
     * Whether a 400 is about the secret's name; its code is the same for every wrong parameter
     * (https://github.com/aspnet/MicrosoftConfigurationBuilders/issues/22).
     */
    static boolean isOfName(HttpReply answer) {
        return answer.json()
                .map(body -> body.member("error").member("message").asText())
                .filter(message -> message.contains("invalid name"))
                .isPresent();
    }

    /** The innermost code of a refusal, if it looks like a code. */
    static Optional<String> code(HttpReply answer) {
        return codes(answer).filter(CODE.asMatchPredicate()).findFirst();
    }

    /** The innermost first. */
    private static Stream<String> codes(HttpReply answer) {
        var error = answer.json().orElse(new JsonValue(null)).member("error");
        var codes = new ArrayDeque<String>();
        var inner = error;
        for (var depth = 0; depth < DEEPEST && inner.isObject(); depth++, inner = inner.member("innererror"))
            codes.addFirst(inner.member("code").asText());
        NUMBER.matcher(error.member("message").asText()).results().forEach(found -> codes.addLast(found.group()));
        return codes.stream();
    }

    /** Whether the same request may succeed soon. */
    boolean passes() {
        return passing;
    }

    Set<String> codes() {
        return codes;
    }

    /** What to do about it: the end of a sentence that begins with "The vault at KEY_VAULT_URL". */
    String advice(String name, Access access) {
        return advice.replace("{name}", name).replace("{role}", access.role).replace("{permission}", access.permission);
    }

    /** What the app does with a secret, and the role or permission that it needs. */
    enum Access {
        READ("Key Vault Secrets User", "Get"),
        WRITE("Key Vault Secrets Officer", "Set");

        private final String role;
        private final String permission;

        Access(String role, String permission) {
            this.role = role;
            this.permission = permission;
        }
    }
}
