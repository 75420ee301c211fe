package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.entra.TokenClient.TokenApi;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** How the app proves its identity to Entra: with a secret, a certificate or the managed identity. Thread-safe. */
record AppCredential(Settings settings, AppSecrets secrets, ManagedIdentity identity, Clock clock) {

    /** @throws BudgetFailure if what the proof is made from is not available or not usable */
    Proof proof(Deadline deadline) {
        return switch (settings.get(Setting.PARTNER_CENTER_CREDENTIAL)) {
            case CLIENT_SECRET -> ofSecret(deadline);
            case CERTIFICATE -> ofCertificate(deadline);
            case MANAGED_IDENTITY -> ofManagedIdentity(deadline);
        };
    }

    private Proof ofSecret(Deadline deadline) {
        var secret = secrets.get(AppSecret.CLIENT_SECRET, deadline);
        return new Proof(
                secret,
                () -> Map.of("client_secret", secret.value()),
                () -> secrets.refused(AppSecret.CLIENT_SECRET, secret));
    }

    /** Each proof is an assertion that is signed with the certificate's key; the key is never sent. */
    private Proof ofCertificate(Deadline deadline) {
        var pem = secrets.get(AppSecret.CLIENT_CERTIFICATE, deadline);
        var certificate = ClientCertificate.parse(pem, clock.instant());
        var client = settings.get(Setting.PARTNER_CENTER_CLIENT_ID);
        return new Proof(
                pem,
                () -> assertion(certificate.assertion(client, tokenEndpoint(), clock.instant())),
                () -> secrets.refused(AppSecret.CLIENT_CERTIFICATE, pem));
    }

    /**
     * The app registration trusts the identity by a federated credential: its token is the assertion, and no secret is needed
     * (docs/partner-center.md, "Federated credential").
     */
    private Proof ofManagedIdentity(Deadline deadline) {
        var audience = Cloud.of(settings).exchangeAudience();
        var token = identity.tokenFor(audience, deadline);
        return new Proof(token, () -> assertion(token.value()), () -> identity.refused(audience, token));
    }

    /** RFC 7523, 2.2. */
    private static Map<String, String> assertion(String assertion) {
        return Map.of(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    /** The address of the partner tenant's endpoint, as an assertion names it in {@code aud}. */
    private String tokenEndpoint() {
        var tenant = settings.get(Setting.PARTNER_CENTER_TENANT_ID);
        return Cloud.of(settings).signInHost(settings) + TokenApi.PATH.replace("{tenant}", tenant);
    }

    /**
     * What proves the app's identity in one request. Sent to Entra only. Immutable.
     *
     * @param madeFrom the secret, certificate or token behind it: a new proof from the same would be refused as well
     * @param fields form fields of one request; an assertion is signed for each request, because Entra can accept it only once
     * @param refused to call if Entra refused this proof: the next one must not be made from cached values
     */
    record Proof(Object madeFrom, Supplier<Map<String, String>> fields, Runnable refused) {
        /** Entra takes this proof for expired or not valid yet. A secret or certificate is still valid then, but a token is the proof itself. */
        void outOfTime() {
            if (madeFrom instanceof AccessToken) refused.run();
        }

        @Override
        public String toString() {
            return "[proof]";
        }
    }
}
