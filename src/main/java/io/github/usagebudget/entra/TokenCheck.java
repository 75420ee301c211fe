package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Grant;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Decides whether Partner Center would take a token (docs/partner-center.md, "Error codes" and "Audience" and "MFA"), so that a useless one costs no call. */
final class TokenCheck {
    /** Partner Center's address, and its own app id (docs/partner-center.md, "Token endpoint"). */
    private static final Set<String> AUDIENCES =
            Set.of(Cloud.PARTNER_CENTER, Cloud.PARTNER_CENTER + "/", "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd");

    static final String MFA = "mfa";

    private TokenCheck() {}

    /** Why it would be refused, and what to do; empty if it would not. */
    static Optional<BudgetFailure> fault(Claims token, Grant grant, Instant now) {
        if (token.audiences().stream().noneMatch(AUDIENCES::contains))
            return refused("is not meant for Partner Center, which would refuse it (900420): its audience must be "
                    + Cloud.PARTNER_CENTER
                    + ". Give the app registration the API permissions of Microsoft Partner Center;"
                    + " tokens for graph.windows.net are no longer taken.");
        if (token.expiry().filter(expiry -> !expiry.isAfter(now)).isPresent())
            return refused("has expired already, at " + token.expiry().get() + ": check this machine's clock.");
        if (grant == Grant.APP_AND_USER && !token.methods().contains(MFA))
            return refused(
                    "was obtained without MFA, so that Partner Center would refuse it (900421). " + Consent.GIVE_AGAIN);
        return Optional.empty();
    }

    private static Optional<BudgetFailure> refused(String why) {
        return Optional.of(BudgetFailure.of(CREDENTIALS_REFUSED, "Entra gave a token that " + why));
    }
}
