package io.github.usagebudget.entra;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.config.Settings.Credential;
import io.github.usagebudget.config.Settings.SecretSource;
import io.github.usagebudget.entra.AccessTokens.Claims;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What readiness finds out about tokens: of the platform's identity, and of Entra. */
final class EntraChecks {
    private EntraChecks() {}

    /** Whether the platform gives the tokens that are needed: for the vault, for the exchange, or none. */
    @Singleton
    static class IdentityCheck implements ReadinessCheck {
        private final Settings settings;
        private final ManagedIdentity identity;

        IdentityCheck(Settings settings, ManagedIdentity identity) {
            this.settings = settings;
            this.identity = identity;
        }

        @Override
        public Subject subject() {
            return Subject.IDENTITY;
        }

        @Override
        public String look(Deadline deadline) {
            var resources = resources();
            for (var resource : resources) identity.tokenFor(resource, deadline);
            return resources.isEmpty()
                    ? "Not needed: the secrets come from the environment."
                    : "The managed identity has a token for " + String.join(" and ", resources) + ".";
        }

        @Override
        public List<URI> asks() {
            return resources().isEmpty() ? List.of() : List.of(settings.get(Setting.IDENTITY_ENDPOINT));
        }

        private List<String> resources() {
            var cloud = Cloud.of(settings);
            var resources = new ArrayList<String>();
            if (settings.get(Setting.PARTNER_CENTER_CREDENTIAL) == Credential.MANAGED_IDENTITY)
                resources.add(cloud.exchangeAudience());
            if (settings.get(Setting.SECRET_SOURCE) == SecretSource.KEY_VAULT
                    && !AppSecret.neededBy(settings).isEmpty()) resources.add(cloud.vaultResource());
            return resources;
        }
    }

    /** Whether Entra gives a token now, and what the token contains. */
    @Singleton
    static class TokenReadinessCheck implements ReadinessCheck {
        private static final int LONGEST_AUDIENCES = 256;

        private final Settings settings;
        private final TokenClient tokenClient;

        TokenReadinessCheck(Settings settings, TokenClient tokenClient) {
            this.settings = settings;
            this.tokenClient = tokenClient;
        }

        @Override
        public Subject subject() {
            return Subject.TOKEN;
        }

        @Override
        public String look(Deadline deadline) {
            // not from the cache: a cached token can be refused by now
            return tokenClient
                    .now(deadline)
                    .claims()
                    .map(TokenReadinessCheck::said)
                    .orElse("Entra gave a token that is not a JWT; it is passed on unchecked.");
        }

        @Override
        public List<URI> asks() {
            return List.of(Cloud.of(settings).signInHost(settings));
        }

        private static String said(Claims claims) {
            return "Entra gave a token for " + SafeText.of(String.join(", ", claims.audiences()), LONGEST_AUDIENCES)
                    + claims.expiry().map(expiry -> ", good until " + expiry).orElse("")
                    + (claims.haveMfa() ? ", obtained with MFA." : ", obtained without a user.");
        }
    }
}
