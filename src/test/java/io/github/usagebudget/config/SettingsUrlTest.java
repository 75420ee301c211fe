package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsUrlTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://contoso.vault.azure.net,        https://contoso.vault.azure.net
            https://contoso.vault.azure.net/,       https://contoso.vault.azure.net
            https://contoso.vault.azure.net///,     https://contoso.vault.azure.net
            https://gateway.example:8443/partner/,  https://gateway.example:8443/partner
            HTTPS://gateway.example,                HTTPS://gateway.example
            https://10.0.0.4,                       https://10.0.0.4
            # plain http only within this machine
            http://localhost,                       http://localhost
            http://LOCALHOST:8080/,                 http://LOCALHOST:8080
            HTTP://localhost:8080,                  HTTP://localhost:8080
            http://127.0.0.1:8080,                  http://127.0.0.1:8080
            http://127.8.8.8,                       http://127.8.8.8
            http://[::1]:8080,                      http://[::1]:8080
            """)
    void accepts_https_to_any_host_and_http_on_loopback(String value, URI url) {
        assertThat(with(value).get(Setting.KEY_VAULT_URL)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://contoso.vault.azure.net",
                "http://10.0.0.4",
                "http://0.0.0.0",
                "http://[::]",
                "http://[fe80::1]",
                "http://169.254.169.254",
                "http://127.1",
                // the JDK reads this as 127.0.0.1, but the HTTP client as a host name
                "http://2130706433",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example"
            })
    void rejects_http_to_another_host(String value) {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> with(value).get(Setting.KEY_VAULT_URL));
    }

    /** If a hosts file maps these names to loopback, a look-up would accept them. */
    @ParameterizedTest
    @ValueSource(strings = {"http://ip6-localhost", "http://evil.localhost", "http://127.0.0.1.evil.example"})
    void does_not_look_up_a_name(String value) {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> with(value).get(Setting.IDENTITY_ENDPOINT));
    }

    /** Most machines resolve their own name to loopback, so a look-up would accept it. */
    @Test
    void does_not_look_up_the_name_of_this_machine() throws UnknownHostException {
        assumeThatCode(InetAddress::getLocalHost).doesNotThrowAnyException();
        var name = InetAddress.getLocalHost().getHostName();
        assumeThat(name).isNotEqualToIgnoringCase("localhost");
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> with("http://" + name).get(Setting.KEY_VAULT_URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:word@contoso.vault.azure.net",
                "https://user@contoso.vault.azure.net",
                "https://@contoso.vault.azure.net",
                "https://contoso.vault.azure.net?x=1",
                "https://contoso.vault.azure.net/?",
                "https://contoso.vault.azure.net#x",
                "https://contoso.vault.azure.net/#",
                "https://",
                "https:///secrets",
                "https:contoso",
                "//contoso.vault.azure.net",
                "contoso.vault.azure.net",
                "ftp://localhost",
                "file:///etc/passwd",
                "ws://127.0.0.1",
                "https://contoso vault",
                "https://{name}.vault.azure.net",
                "/"
            })
    void rejects_a_url_with_user_query_or_fragment_or_without_a_host(String value) {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> with(value).get(Setting.KEY_VAULT_URL));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://169.254.169.254/metadata/identity/, http://169.254.169.254/metadata/identity
            http://169.254.130.2:8081/msi/token,       http://169.254.130.2:8081/msi/token
            http://127.0.0.1:41741/msi/token,          http://127.0.0.1:41741/msi/token
            http://localhost:4141/msi/token,           http://localhost:4141/msi/token
            http://[fe80::1]:8081,                     http://[fe80::1]:8081
            https://identity.example,                  https://identity.example
            """)
    void accepts_addresses_of_the_platform(String value, URI url) {
        assertThat(with(value).get(Setting.IDENTITY_ENDPOINT)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.255.0.1",
                "http://169.254.169.254.evil.example",
                "http://10.0.0.4",
                "http://identity.example",
                "ftp://169.254.169.254",
                "http://user@169.254.169.254",
                "http://169.254.169.254?x=1"
            })
    void rejects_other_addresses_for_the_platform(String value) {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> with(value).get(Setting.IDENTITY_ENDPOINT));
    }

    @Test
    void an_invalid_url_is_reported_with_the_setting_but_not_the_value() {
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> with("hunter2 hunter2").get(Setting.KEY_VAULT_URL));
        assertThat(failure)
                .hasMessage("The setting KEY_VAULT_URL must be an https address"
                        + " (plain http is accepted for loopback alone).");
    }

    @Test
    void an_invalid_platform_url_is_reported_with_the_setting_but_not_the_value() {
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> with("hunter2 hunter2").get(Setting.IDENTITY_ENDPOINT));
        assertThat(failure)
                .hasMessage("The setting IDENTITY_ENDPOINT must be an address of this machine; the platform sets it.");
    }

    /** The parser's exception quotes the value. */
    @Test
    void an_invalid_url_is_reported_without_the_parsers_message() {
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> with("hunter2 hunter2").get(Setting.KEY_VAULT_URL));
        assertThat(failure).hasNoCause();
    }

    @Test
    void a_missing_url_is_misconfigured() {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> with("").get(Setting.KEY_VAULT_URL))
                .returns(Kind.MISCONFIGURED, BudgetFailure::kind);
    }

    private static Settings with(String value) {
        var values = Map.of("KEY_VAULT_URL", value, "IDENTITY_ENDPOINT", value);
        return new Settings(name -> Optional.ofNullable(values.get(name)));
    }
}
