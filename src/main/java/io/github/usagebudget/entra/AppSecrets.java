package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;

/** The source of the app's secrets. Implementations are safe for use by many threads. */
public interface AppSecrets {

    /** @throws BudgetFailure {@code misconfigured} or {@code credentials-unavailable} if the secret is not available */
    Secret get(AppSecret which, Deadline deadline);

    /** Entra refused this secret: the next one must not come from the cache. */
    void refused(AppSecret which, Secret refused);

    /** A secret of the app, and the settings for it: its name in the vault, or on a laptop its value. */
    public enum AppSecret {
        CLIENT_SECRET(Setting.KEY_VAULT_CLIENT_SECRET_NAME, Setting.PARTNER_CENTER_CLIENT_SECRET),
        /** PEM or PKCS #12, with its private key. */
        CLIENT_CERTIFICATE(Setting.KEY_VAULT_CLIENT_CERTIFICATE_NAME, Setting.PARTNER_CENTER_CLIENT_CERTIFICATE),
        REFRESH_TOKEN(Setting.KEY_VAULT_REFRESH_TOKEN_NAME, Setting.PARTNER_CENTER_REFRESH_TOKEN);

        private final Setting<String> vaultName;
        private final Setting<String> value;

        AppSecret(Setting<String> vaultName, Setting<String> value) {
            this.vaultName = vaultName;
            this.value = value;
        }

        /** The setting with its name in the vault. */
        public Setting<String> vaultName() {
            return vaultName;
        }

        /** The setting with its value, on a laptop. */
        public Setting<String> value() {
            return value;
        }
    }
}
