package io.github.usagebudget.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.UUID;

/**
 * The baseline of {@link Bench}: the function without a framework and without checks. It makes the same four calls, caches secret and token forever, and trusts every answer. Not for production.
 */
public final class PlainFunction {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    // Mutable state
    private static volatile String token;

    public HttpResponseMessage run(@HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request)
            throws IOException, InterruptedException {
        if (token == null) token = signIn();
        return update(request, token);
    }

    static HttpResponseMessage update(HttpRequestMessage<Optional<String>> request, String token)
            throws IOException, InterruptedException {
        var asked = JSON.readTree(request.getBody().orElseThrow());
        var path = "/v1/customers/" + asked.get("customerTenantId").textValue() + "/usagebudget";
        var body = "{\"Amount\":" + asked.get("amount") + ",\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}";
        var answer = sent(to("PARTNER_CENTER_BASE_URL", path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("MS-RequestId", UUID.randomUUID().toString())
                .header("MS-CorrelationId", UUID.randomUUID().toString())
                .header("MS-Contract-Version", "v1")
                .header("X-Locale", "en-US")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
        var response = JSON.createObjectNode();
        response.put("outcome", "updated");
        // the only check, because a baseline that Partner Center refuses would measure nothing
        response.set("amount", answer.required("amount"));
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .body(JSON.writeValueAsString(response))
                .build();
    }

    private static String signIn() throws IOException, InterruptedException {
        var identity = sent(to("IDENTITY_ENDPOINT", "?resource=https%3A%2F%2Fvault.azure.net&api-version=2019-08-01")
                .header("X-IDENTITY-HEADER", System.getenv("IDENTITY_HEADER")));
        var secret = sent(to("KEY_VAULT_URL", "/secrets/partner-center-client-secret?api-version=7.4")
                .header(
                        "Authorization",
                        "Bearer " + identity.get("access_token").textValue()));
        var form = "grant_type=client_credentials&client_id=" + System.getenv("PARTNER_CENTER_CLIENT_ID")
                + "&scope=https%3A%2F%2Fapi.partnercenter.microsoft.com%2F.default&client_secret="
                + secret.get("value").textValue();
        return sent(to("ENTRA_AUTHORITY_HOST", "/" + System.getenv("PARTNER_CENTER_TENANT_ID") + "/oauth2/v2.0/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .get("access_token")
                .textValue();
    }

    private static HttpRequest.Builder to(String setting, String path) {
        return HttpRequest.newBuilder(URI.create(System.getenv(setting) + path));
    }

    private static JsonNode sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(
                CLIENT.send(request.build(), BodyHandlers.ofByteArray()).body());
    }
}
