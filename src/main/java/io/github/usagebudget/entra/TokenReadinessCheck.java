package io.github.usagebudget.entra;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;

/** Whether Entra gives a token now, and what the token contains. */
@Singleton
class TokenReadinessCheck implements ReadinessCheck {
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
