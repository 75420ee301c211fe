package io.github.usagebudget.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A Microsoft cloud that offers usage spending budgets. One Partner Center serves both; the one of 21Vianet has no such budgets
 * (docs/partner-center.md, "Clouds"). An address in a setting takes precedence, unless it belongs to another cloud.
 */
public enum Cloud {
    PUBLIC(
            "https://login.microsoftonline.com",
            "https://vault.azure.net",
            ".vault.azure.net",
            "api://AzureADTokenExchange"),
    US_GOVERNMENT(
            "https://login.microsoftonline.us",
            "https://vault.usgovcloudapi.net",
            ".vault.usgovcloudapi.net",
            "api://AzureADTokenExchangeUSGov");

    /** Partner Center's address, and the audience of the tokens that it accepts. */
    public static final String PARTNER_CENTER = "https://api.partnercenter.microsoft.com";

    /** Hosts of clouds without the feature: 21Vianet's, and Germany's, which is closed. */
    private static final List<String> ELSEWHERE = List.of(
            ".partnercenterapi.microsoftonline.cn",
            ".partner.microsoftonline.cn",
            ".chinacloudapi.cn",
            ".vault.azure.cn",
            ".microsoftonline.de",
            ".vault.microsoftazure.de");

    private final String signIn;
    private final String vaultResource;
    private final String vaultSuffix;
    private final String exchangeAudience;

    Cloud(String signIn, String vaultResource, String vaultSuffix, String exchangeAudience) {
        this.signIn = signIn;
        this.vaultResource = vaultResource;
        this.vaultSuffix = vaultSuffix;
        this.exchangeAudience = exchangeAudience;
    }

    /** The cloud in the settings. */
    public static Cloud of(Settings settings) {
        return settings.get(Setting.PARTNER_CENTER_CLOUD);
    }

    /** Entra's address: ENTRA_AUTHORITY_HOST, else this cloud's. */
    public URI signInHost(Settings settings) {
        return address(settings, Setting.ENTRA_AUTHORITY_HOST, signIn);
    }

    /** Partner Center's address: PARTNER_CENTER_BASE_URL, else the one that serves both clouds. */
    public URI partnerCenter(Settings settings) {
        return address(settings, Setting.PARTNER_CENTER_BASE_URL, PARTNER_CENTER);
    }

    /** The vault's address: KEY_VAULT_URL, which must not be in another cloud. */
    public URI vault(Settings settings) {
        return checked(Setting.KEY_VAULT_URL, settings.get(Setting.KEY_VAULT_URL));
    }

    /** The resource of a managed identity's token for the vault. */
    public String vaultResource() {
        return vaultResource;
    }

    /**
     * The resource of a managed identity's token that Entra accepts as an app's credential
     * (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity).
     */
    public String exchangeAudience() {
        return exchangeAudience;
    }

    /** Returns the address if it can belong to this cloud. */
    URI checked(Setting<URI> setting, URI address) {
        // a name can end in the root's dot, and it can be the suffix itself
        var host = "." + address.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        for (var suffix : ELSEWHERE) {
            if (host.endsWith(suffix))
                throw Settings.misconfigured(
                        setting,
                        "names a cloud that does not offer usage spending budgets: PARTNER_CENTER_CLOUD may be "
                                + Setting.PARTNER_CENTER_CLOUD.meaning() + ".");
        }
        for (var cloud : values()) {
            if (cloud != this && host.endsWith(cloud.vaultSuffix))
                throw Settings.misconfigured(setting, "names a vault of another cloud than PARTNER_CENTER_CLOUD.");
        }
        return address;
    }

    private URI address(Settings settings, Setting<URI> setting, String otherwise) {
        return settings.find(setting).map(url -> checked(setting, url)).orElseGet(() -> URI.create(otherwise));
    }
}
