package io.github.usagebudget.entra;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings;

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
