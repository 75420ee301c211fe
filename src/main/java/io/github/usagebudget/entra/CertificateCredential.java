package io.github.usagebudget.entra;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import java.time.Clock;

/** The app's certificate: each proof is an assertion signed with its key, which is never sent. */
record CertificateCredential(Settings settings, AppSecrets secrets, Clock clock) implements AppCredential {
    @Override
    public Proof proof(Deadline deadline) {
        var pem = secrets.get(AppSecret.CLIENT_CERTIFICATE, deadline);
        var certificate = ClientCertificate.parse(pem, clock.instant());
        var client = settings.get(Setting.PARTNER_CENTER_CLIENT_ID);
        return Proof.ofAssertion(
                pem, () -> ClientAssertion.signed(certificate, client, TokenEndpoint.of(settings), clock.instant()));
    }

    @Override
    public void refused(Proof refused) {
        secrets.refused(AppSecret.CLIENT_CERTIFICATE, (Secret) refused.madeFrom());
    }
}
