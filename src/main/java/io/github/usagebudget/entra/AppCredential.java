package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.TokenClient.TokenApi;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** A way for the app to prove its identity to Entra. Implementations are safe for use by many threads. */
interface AppCredential {

    static AppCredential of(Settings settings, AppSecrets secrets, ManagedIdentity identity, Clock clock) {
        return switch (settings.get(Setting.PARTNER_CENTER_CREDENTIAL)) {
            case CLIENT_SECRET -> new SecretCredential(secrets);
            case CERTIFICATE -> new CertificateCredential(settings, secrets, clock);
            case MANAGED_IDENTITY -> new ManagedIdentityCredential(settings, identity);
        };
    }

    /** @throws BudgetFailure if what the proof is made from is not available or not usable */
    Proof proof(Deadline deadline);

    /** Entra refused this proof: the next one must not be made from cached values. */
    void refused(Proof refused);

    /** Entra takes this proof for expired or not valid yet. What it is made from is still valid, unless an implementation says otherwise. */
    default void outOfTime(Proof refused) {}

    /**
     * What proves the app's identity in one request. Sent to Entra only. Immutable.
     *
     * @param madeFrom the secret, certificate or token behind it: a new proof from the same would be refused as well
     * @param fields form fields of one request; an assertion is signed for each request, because Entra can accept it only once
     */
    record Proof(Object madeFrom, Supplier<Map<String, String>> fields) {
        private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

        /** RFC 7523, 2.2. */
        static Proof ofAssertion(Object madeFrom, Supplier<String> assertion) {
            return new Proof(
                    madeFrom, () -> Map.of("client_assertion_type", JWT_BEARER, "client_assertion", assertion.get()));
        }

        @Override
        public String toString() {
            return "[proof]";
        }
    }

    record SecretCredential(AppSecrets secrets) implements AppCredential {
        @Override
        public Proof proof(Deadline deadline) {
            var secret = secrets.get(AppSecret.CLIENT_SECRET, deadline);
            return new Proof(secret, () -> Map.of("client_secret", secret.value()));
        }

        @Override
        public void refused(Proof refused) {
            secrets.refused(AppSecret.CLIENT_SECRET, (Secret) refused.madeFrom());
        }
    }

    /** The app's certificate. Each proof is an assertion that is signed with its key; the key is never sent. */
    record CertificateCredential(Settings settings, AppSecrets secrets, Clock clock) implements AppCredential {
        @Override
        public Proof proof(Deadline deadline) {
            var pem = secrets.get(AppSecret.CLIENT_CERTIFICATE, deadline);
            var certificate = ClientCertificate.parse(pem, clock.instant());
            var client = settings.get(Setting.PARTNER_CENTER_CLIENT_ID);
            return Proof.ofAssertion(pem, () -> certificate.assertion(client, endpoint(), clock.instant()));
        }

        @Override
        public void refused(Proof refused) {
            secrets.refused(AppSecret.CLIENT_CERTIFICATE, (Secret) refused.madeFrom());
        }

        /** The address of the partner tenant's endpoint, as an assertion names it in {@code aud}. */
        private String endpoint() {
            var tenant = settings.get(Setting.PARTNER_CENTER_TENANT_ID);
            return Cloud.of(settings).signInHost(settings) + TokenApi.PATH.replace("{tenant}", tenant);
        }
    }

    /**
     * The platform's identity, which the app registration trusts by a federated credential: its token is the assertion, and no secret is needed
     * (docs/partner-center.md, "Federated credential").
     */
    record ManagedIdentityCredential(Settings settings, ManagedIdentity identity) implements AppCredential {
        @Override
        public Proof proof(Deadline deadline) {
            var token = identity.tokenFor(audience(), deadline);
            return Proof.ofAssertion(token, token::value);
        }

        @Override
        public void refused(Proof refused) {
            identity.refused(audience(), (AccessToken) refused.madeFrom());
        }

        /** The proof is the token itself. */
        @Override
        public void outOfTime(Proof refused) {
            refused(refused);
        }

        private String audience() {
            return Cloud.of(settings).exchangeAudience();
        }
    }
}
