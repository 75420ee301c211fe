package io.github.usagebudget.local;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/** Sends to the simulated services, which speak plain HTTP, what the Azure SDK sends over TLS only. */
final class LoopbackHttpClient implements HttpClient {
    static final String VAULT = "https://vault.simulated";
    static final String ENTRA = "https://entra.simulated";

    private final HttpClient client = new JdkHttpClientBuilder().build();

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return client.send(local(request));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return client.sendSync(local(request), context);
    }

    private static HttpRequest local(HttpRequest request) {
        var url = request.getUrl().toString();
        if (url.startsWith(VAULT)) return at(request, url.replace(VAULT, System.getenv("KEY_VAULT_URL")));
        if (url.startsWith(ENTRA))
            return at(request, url.replace(ENTRA, System.getenv("ENTRA_AUTHORITY_HOST")))
                    .setBody(withoutUserScopes(request.getBodyAsBinaryData().toString()));
        return request;
    }

    private static HttpRequest at(HttpRequest request, String url) {
        return request.copy().setUrl(url);
    }

    /** The SDK asks for scopes that only a user has; Entra ignores them, and the simulated Entra refuses them. */
    private static String withoutUserScopes(String form) {
        return form.replaceAll("(openid|profile|offline_access)(\\+|%20)", "");
    }
}
