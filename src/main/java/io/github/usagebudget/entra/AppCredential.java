package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AppSecrets.AppSecret;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** A way for the app to prove that it is itself. Implementations are safe for use by many threads. */
interface AppCredential {

    /** @throws BudgetFailure if what it is made from cannot be had, or is of no use */
    Proof proof(Deadline deadline);

    /** Entra refused this proof: the next must not be made from what is in memory. */
    void refused(Proof refused);

    /** Entra takes this proof for expired, or not valid yet; what it is made from is good. */
    default void outOfTime(Proof refused) {}

    /**
     * What the app shows Entra to prove that it is itself. Never shown to anybody else. Immutable.
     *
     * @param madeFrom the secret, certificate or token behind it: if that is the same, a new proof has no better chance
     * @param fields of the form of one request: an assertion is signed for each, because Entra may take it only once
     */
    record Proof(Object madeFrom, Supplier<Map<String, String>> fields) {
        private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

        static Proof ofSecret(Secret secret) {
            return new Proof(secret, () -> Map.of("client_secret", secret.value()));
        }

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

    /** The app's client secret. */
    record SecretCredential(AppSecrets secrets) implements AppCredential {
        @Override
        public Proof proof(Deadline deadline) {
            return Proof.ofSecret(secrets.get(AppSecret.CLIENT_SECRET, deadline));
        }

        @Override
        public void refused(Proof refused) {
            secrets.refused(AppSecret.CLIENT_SECRET, (Secret) refused.madeFrom());
        }
    }

    /** The app's certificate: each proof is an assertion signed with its key, which is never sent. */
    record CertificateCredential(Settings settings, AppSecrets secrets, Clock clock) implements AppCredential {
        @Override
        public Proof proof(Deadline deadline) {
            var pem = secrets.get(AppSecret.CLIENT_CERTIFICATE, deadline);
            var certificate = ClientCertificate.parse(pem, clock.instant());
            var client = settings.get(Setting.PARTNER_CENTER_CLIENT_ID);
            return Proof.ofAssertion(
                    pem, () -> certificate.assertion(client, TokenApi.endpoint(settings), clock.instant()));
        }

        @Override
        public void refused(Proof refused) {
            secrets.refused(AppSecret.CLIENT_CERTIFICATE, (Secret) refused.madeFrom());
        }
    }

    /**
     * The platform's identity, which the app registration trusts by a federated credential: its token is the assertion, and there is no
     * secret anywhere (docs/partner-center.md, "Federated credential").
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
