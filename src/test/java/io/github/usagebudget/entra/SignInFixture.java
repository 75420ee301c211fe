package io.github.usagebudget.entra;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.testing.CustomerFixture;
import java.util.List;

/** The running application with one customer, which signs in with the configured grant and credential. */
abstract class SignInFixture extends CustomerFixture {
    final void signInWith(String grant, String credential) {
        settings.set("PARTNER_CENTER_GRANT", grant);
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
    }

    /** The services that got requests, in order. */
    final List<String> services() {
        return simulator.seen().stream().map(RecordedRequest::service).toList();
    }
}
