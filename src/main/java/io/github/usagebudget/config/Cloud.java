package io.github.usagebudget.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A Microsoft cloud that offers usage spending budgets (docs/partner-center.md, "Clouds": both are served by one Partner Center; 21Vianet has
 * none). An address that is set explicitly wins, unless it is one of another cloud.
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

    /** Partner Center's address, and the audience of the tokens it takes. */
    public static final String PARTNER_CENTER = "https://api.partnercenter.microsoft.com";

    /** Hosts of clouds where the feature is not offered: 21Vianet's, and Germany's, which is closed. */
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

    /** The cloud that is set. */
    public static Cloud of(Settings settings) {
        return settings.get(Setting.PARTNER_CENTER_CLOUD);
    }

    /** Where Entra is: ENTRA_AUTHORITY_HOST, else this cloud's. */
    public URI signInHost(Settings settings) {
        return address(settings, Setting.ENTRA_AUTHORITY_HOST, signIn);
    }

    /** Where Partner Center is: PARTNER_CENTER_BASE_URL, else the one that serves both clouds. */
    public URI partnerCenter(Settings settings) {
        return address(settings, Setting.PARTNER_CENTER_BASE_URL, PARTNER_CENTER);
    }

    /** Where the vault is: KEY_VAULT_URL, which must not be in another cloud. */
    public URI vault(Settings settings) {
        return checked(Setting.KEY_VAULT_URL, settings.get(Setting.KEY_VAULT_URL));
    }

    /** The resource that a managed identity asks a token for, to read the vault. */
    public String vaultResource() {
        return vaultResource;
    }

    /**
     * The resource that a managed identity asks a token for, to prove to Entra that it may act for an app (learn.microsoft.com,
     * entra/workload-id/workload-identity-federation-config-app-trust-managed-identity; docs/partner-center.md, "Federated credential").
     */
    public String exchangeAudience() {
        return exchangeAudience;
    }

    /** The address itself, if it may be one of this cloud. */
    URI checked(Setting<URI> setting, URI address) {
        // a name may end in the root's dot; and it may be the suffix itself
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
