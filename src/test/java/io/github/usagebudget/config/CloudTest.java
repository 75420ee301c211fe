package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.usagebudget.budget.BudgetFailure;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudTest {
    private static final Settings UNSET = new Settings(name -> Optional.empty());

    @ParameterizedTest
    @CsvSource(textBlock = """
            public,        PUBLIC
            us-government, US_GOVERNMENT
            '',            PUBLIC
            """)
    void is_the_configured_cloud(String value, Cloud cloud) {
        assertThat(Cloud.of(new Settings(name -> Optional.of(value)))).isEqualTo(cloud);
    }

    /** Azure operated by 21Vianet has no spending budgets. */
    @Test
    void another_cloud_is_rejected() {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> Cloud.of(new Settings(name -> Optional.of("china"))))
                .withMessage(
                        "The setting PARTNER_CENTER_CLOUD must be public or us-government; no other cloud, Azure operated by"
                                + " 21Vianet included, offers usage spending budgets.");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        https://login.microsoftonline.com
            US_GOVERNMENT, https://login.microsoftonline.us
            """)
    void has_its_own_sign_in_host(Cloud cloud, URI host) {
        assertThat(cloud.signInHost(UNSET)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        https://vault.azure.net
            US_GOVERNMENT, https://vault.usgovcloudapi.net
            """)
    void has_its_own_vault_resource(Cloud cloud, String resource) {
        assertThat(cloud.vaultResource()).isEqualTo(resource);
    }

    @Test
    void all_clouds_have_the_same_partner_center() {
        for (var cloud : Cloud.values())
            assertThat(cloud.partnerCenter(UNSET)).hasToString("https://api.partnercenter.microsoft.com");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        https://contoso.vault.azure.net,         true
            PUBLIC,        https://contoso.vault.usgovcloudapi.net, false
            PUBLIC,        https://contoso.VAULT.UsGovCloudApi.net, false
            US_GOVERNMENT, https://contoso.vault.usgovcloudapi.net, true
            US_GOVERNMENT, https://contoso.vault.azure.net,         false
            # a private host name, and the simulated vault of a local run
            PUBLIC,        https://vault.contoso.example,           true
            US_GOVERNMENT, http://localhost:8080,                   true
            """)
    void rejects_a_vault_of_another_cloud(Cloud cloud, URI vault, boolean accepted) {
        var settings = new Settings(name -> Optional.of(vault.toString()));
        if (accepted) assertThat(cloud.vault(settings)).isEqualTo(vault);
        else
            assertThatExceptionOfType(BudgetFailure.class)
                    .isThrownBy(() -> cloud.vault(settings))
                    .withMessage("The setting KEY_VAULT_URL names a vault of another cloud than PARTNER_CENTER_CLOUD.");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        api://AzureADTokenExchange
            US_GOVERNMENT, api://AzureADTokenExchangeUSGov
            """)
    void has_its_own_exchange_audience(Cloud cloud, String audience) {
        assertThat(cloud.exchangeAudience()).isEqualTo(audience);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://partner.partnercenterapi.microsoftonline.cn",
                "https://login.partner.microsoftonline.cn",
                "https://login.chinacloudapi.cn",
                "https://contoso.vault.azure.cn",
                "https://contoso.vault.azure.cn.",
                "https://login.microsoftonline.de"
            })
    void an_address_in_a_cloud_without_spending_budgets_is_rejected(String address) {
        var settings = new Settings(name -> Optional.of(address));
        for (var ask : List.<ThrowingCallable>of(
                () -> Cloud.PUBLIC.vault(settings),
                () -> Cloud.PUBLIC.signInHost(settings),
                () -> Cloud.US_GOVERNMENT.partnerCenter(settings)))
            assertThatExceptionOfType(BudgetFailure.class)
                    .isThrownBy(ask)
                    .withMessageContaining("names a cloud that does not offer usage spending budgets")
                    .withMessageContaining("21Vianet");
    }

    @Test
    void an_explicit_address_overrides_the_clouds() {
        var settings = new Settings(name -> Optional.of("https://login.contoso.example"));
        assertThat(Cloud.US_GOVERNMENT.signInHost(settings)).hasToString("https://login.contoso.example");
    }
}
