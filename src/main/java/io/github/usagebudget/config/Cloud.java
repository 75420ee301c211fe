package io.github.usagebudget.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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

    /** The address of an external service: scheme, host and perhaps a path, without a trailing slash. Never looks up a name. Immutable. */
    public record Address(URI url) {
        private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

        /** Empty if it is no address, or has a user, a query or a fragment. */
        static Optional<Address> parse(String text) {
            try {
                var url = URI.create(text.replaceFirst("/+$", ""));
                var bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
                return url.getHost() != null && bare ? Optional.of(new Address(url)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** The host for people to read, with its port if it has one: {@code 127.0.0.1:8081 (loopback)}. */
        public String host() {
            var port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return url.getHost() + port + (isLoopback() ? " (loopback)" : "");
        }

        private boolean isLoopback() {
            return url.getHost().equalsIgnoreCase("localhost") || is(InetAddress::isLoopbackAddress);
        }

        /** Whether credentials can be sent there: over TLS, or within this machine. */
        boolean isSafe() {
            return "https".equalsIgnoreCase(url.getScheme()) || plain() && isLoopback();
        }

        /** Whether it is link-local, as the platform's identity endpoint can be. */
        boolean isLinkLocal() {
            return plain() && is(InetAddress::isLinkLocalAddress);
        }

        private boolean plain() {
            return "http".equalsIgnoreCase(url.getScheme());
        }

        private boolean is(Predicate<InetAddress> kind) {
            if (!LITERAL.matcher(url.getHost()).matches()) return false;
            try {
                return kind.test(InetAddress.getByName(url.getHost()));
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }
}
