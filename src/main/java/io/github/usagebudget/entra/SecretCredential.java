package io.github.usagebudget.entra;

import io.github.usagebudget.budget.Deadline;

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
