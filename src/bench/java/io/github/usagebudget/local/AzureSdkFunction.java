package io.github.usagebudget.local;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.SecretServiceVersion;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.util.Optional;

/**
 * {@link PlainFunction} with the Azure SDK for identity, vault and sign-in: the same four calls, made by {@code azure-identity} and
 * {@code azure-security-keyvault-secrets} over the JDK's HTTP client, the smallest that the SDK can use. Not for use.
 */
public final class AzureSdkFunction {
    private static final String SECRET = "partner-center-client-secret";
    private static final TokenRequestContext PARTNER_CENTER =
            new TokenRequestContext().addScopes("https://api.partnercenter.microsoft.com/.default");

    // Mutable state
    private static volatile ClientSecretCredential credential;

    public HttpResponseMessage run(@HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request)
            throws IOException, InterruptedException {
        if (credential == null) credential = signIn();
        return PlainFunction.update(
                request, credential.getTokenSync(PARTNER_CENTER).getToken());
    }

    private static ClientSecretCredential signIn() {
        var client = new LoopbackHttpClient();
        var identity = new ManagedIdentityCredentialBuilder().httpClient(client).build();
        var pipeline = new HttpPipelineBuilder()
                .httpClient(client)
                .policies(new BearerTokenAuthenticationPolicy(identity, "https://vault.azure.net/.default"))
                .build();
        var vault = new SecretClientBuilder()
                .vaultUrl(LoopbackHttpClient.VAULT)
                .serviceVersion(SecretServiceVersion.V7_4)
                .pipeline(pipeline)
                .buildClient();
        return new ClientSecretCredentialBuilder()
                .authorityHost(LoopbackHttpClient.ENTRA)
                .disableInstanceDiscovery()
                .tenantId(System.getenv("PARTNER_CENTER_TENANT_ID"))
                .clientId(System.getenv("PARTNER_CENTER_CLIENT_ID"))
                .clientSecret(vault.getSecret(SECRET).getValue())
                .httpClient(client)
                .build();
    }
}
