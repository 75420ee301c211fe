package io.github.usagebudget.simulator;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The App Service identity endpoint, version 2019-08-01: gives a token for a resource to whoever knows the header's secret. */
public final class IdentityEndpoint extends Neighbour {
    static final String HEADER_SECRET = "identity-header-" + UUID.randomUUID();

    private final Map<String, String> resourceByToken = new ConcurrentHashMap<>();

    private final Clock clock;

    IdentityEndpoint(Clock clock, Consumer<Seen> witness) {
        super("identity", witness);
        this.clock = clock;
    }

    public URI tokenUrl() {
        return URI.create(url() + "/msi/token");
    }

    @Override
    Reply answer(Seen request) {
        if (!request.method().equals("GET") || !request.path().equals("/msi/token"))
            return error(404, "no such resource");
        if (!HEADER_SECRET.equals(request.header("X-IDENTITY-HEADER"))) return error(401, "X-IDENTITY-HEADER is wrong");
        if (!"2019-08-01".equals(request.query().get("api-version"))) return error(400, "api-version is wrong");
        var resource = request.query().getOrDefault("resource", "");
        if (!resource.startsWith("https://vault.")) return error(400, "resource is wrong: " + resource);
        var token = "identity-token-" + UUID.randomUUID();
        resourceByToken.put(token, resource);
        return Reply.json(
                200,
                Json.map(
                        "access_token",
                        token,
                        "expires_on",
                        Long.toString(clock.instant().plusSeconds(86_400).getEpochSecond()),
                        "resource",
                        resource,
                        "token_type",
                        "Bearer",
                        "client_id",
                        "5E29463D-71DA-4FE0-8E69-999B57DB23B0"));
    }

    /** Whether a token was given for this resource and not revoked. */
    boolean gave(String token, String resource) {
        return resource.equals(resourceByToken.get(token));
    }

    /** No token given so far is good any more. */
    public void revokeAll() {
        resourceByToken.clear();
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, Json.map("statusCode", new Json.Digits("" + status), "message", message));
    }
}
