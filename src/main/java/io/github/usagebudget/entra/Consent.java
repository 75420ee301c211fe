package io.github.usagebudget.entra;

import io.github.usagebudget.config.Setting;

/** What an operator must do if only a person can help. */
final class Consent {
    static final String GIVE_AGAIN =
            "Give consent again: sign in to the app with MFA as a user with the role Admin agent, and store the new refresh token"
                    + " in Key Vault under " + Setting.KEY_VAULT_REFRESH_TOKEN_NAME
                    + " (docs/authentication.md, \"Give consent\"). PARTNER_CENTER_GRANT=app needs none.";

    private Consent() {}
}
