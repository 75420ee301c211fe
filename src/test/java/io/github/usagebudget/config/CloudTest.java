package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.usagebudget.budget.BudgetFailure;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            public,        PUBLIC
            us-government, US_GOVERNMENT
            '',            PUBLIC
            """)
    void is_the_one_that_is_set(String value, Cloud cloud) {
        assertThat(Cloud.of(new Settings(name -> Optional.of(value)))).isEqualTo(cloud);
    }

    /** 21Vianet has no spending budgets. */
    @Test
    void an_unknown_one_is_refused() {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> Cloud.of(new Settings(name -> Optional.of("china"))))
                .withMessage("The setting PARTNER_CENTER_CLOUD must be public or us-government.");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        https://login.microsoftonline.com
            US_GOVERNMENT, https://login.microsoftonline.us
            """)
    void has_a_sign_in_host_of_its_own(Cloud cloud, URI host) {
        assertThat(cloud.signInHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        https://vault.azure.net
            US_GOVERNMENT, https://vault.usgovcloudapi.net
            """)
    void has_a_vault_resource_of_its_own(Cloud cloud, String resource) {
        assertThat(cloud.vaultResource()).isEqualTo(resource);
    }

    @Test
    void all_share_one_partner_center() {
        assertThat(Cloud.PARTNER_CENTER).isEqualTo("https://api.partnercenter.microsoft.com");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUBLIC,        https://contoso.vault.azure.net,         true
            PUBLIC,        https://contoso.vault.usgovcloudapi.net, false
            PUBLIC,        https://contoso.VAULT.UsGovCloudApi.net, false
            US_GOVERNMENT, https://contoso.vault.usgovcloudapi.net, true
            US_GOVERNMENT, https://contoso.vault.azure.net,         false
            # a private name, and the simulated vault of a local run
            PUBLIC,        https://vault.contoso.example,           true
            US_GOVERNMENT, http://localhost:8080,                   true
            """)
    void holds_no_vault_of_another_cloud(Cloud cloud, URI vault, boolean mayHold) {
        assertThat(cloud.mayHold(vault)).isEqualTo(mayHold);
    }
}
