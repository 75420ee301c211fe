package io.github.usagebudget.config;

import io.github.usagebudget.config.Settings.Grant;
import java.util.ArrayList;
import java.util.List;

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

    /** The secrets that the app needs with these settings; none for a managed identity without a user. */
    public static List<AppSecret> neededBy(Settings settings) {
        var needed = new ArrayList<AppSecret>();
        switch (settings.get(Setting.PARTNER_CENTER_CREDENTIAL)) {
            case CLIENT_SECRET -> needed.add(CLIENT_SECRET);
            case CERTIFICATE -> needed.add(CLIENT_CERTIFICATE);
            case MANAGED_IDENTITY -> {
                // its token is the credential
            }
        }
        if (settings.get(Setting.PARTNER_CENTER_GRANT) == Grant.APP_AND_USER) needed.add(REFRESH_TOKEN);
        return needed;
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
