package io.github.usagebudget.config;

import java.net.URI;
import java.util.Locale;

/**
 * A Microsoft cloud that offers usage spending budgets (PARTNER-CENTER.md 4.8: both are served by one Partner Center; 21Vianet has
 * none).
 */
public enum Cloud {
    PUBLIC("https://login.microsoftonline.com", "https://vault.azure.net", ".vault.azure.net"),
    US_GOVERNMENT("https://login.microsoftonline.us", "https://vault.usgovcloudapi.net", ".vault.usgovcloudapi.net");

    /** Partner Center's address, and the audience of the tokens it takes. */
    public static final String PARTNER_CENTER = "https://api.partnercenter.microsoft.com";

    private final String signIn;
    private final String vaultResource;
    private final String vaultSuffix;

    Cloud(String signIn, String vaultResource, String vaultSuffix) {
        this.signIn = signIn;
        this.vaultResource = vaultResource;
        this.vaultSuffix = vaultSuffix;
    }

    /** The cloud that is set. */
    public static Cloud of(Settings settings) {
        return settings.choice(Setting.PARTNER_CENTER_CLOUD, Cloud.class);
    }

    public URI signInHost() {
        return URI.create(signIn);
    }

    /** The resource that a managed identity asks a token for, to read the vault. */
    public String vaultResource() {
        return vaultResource;
    }

    /** Whether a vault's address may be one of this cloud: no other cloud's suffix. */
    public boolean mayHold(URI vault) {
        // a name may end in the root's dot
        var host = vault.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        for (var cloud : values()) {
            if (cloud != this && host.endsWith(cloud.vaultSuffix)) return false;
        }
        return true;
    }
}
