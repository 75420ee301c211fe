package io.github.usagebudget.simulator;

import java.net.URI;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The App Service identity endpoint, version 2019-08-01: gives a token for a resource to whoever knows the header's secret. For the
 * exchange it is one that Entra can verify.
 */
public final class IdentityEndpoint extends SimulatedService {
    static final String HEADER_SECRET = "identity-header-" + UUID.randomUUID();
    static final String ISSUER = "https://login.microsoftonline.com/" + Entra.TENANT + "/v2.0";
    /** The managed identity's object id: the subject that a federated credential names. */
    static final String SUBJECT = "0c1f9f3b-62b7-4e0f-9d2c-5ac1cf2b1e77";

    private static final List<String> VAULTS = List.of("https://vault.azure.net", "https://vault.usgovcloudapi.net");
    private static final List<String> EXCHANGES =
            List.of("api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov");

    private final Map<String, String> resourceByToken = new ConcurrentHashMap<>();
    private final KeyPair key = Jwt.newKey();
    private final Clock clock;

    // Mutable state
    private volatile boolean jwts;

    IdentityEndpoint(Clock clock, Consumer<RecordedRequest> witness) {
        super("identity", witness);
        this.clock = clock;
    }

    public URI tokenUrl() {
        return URI.create(url() + "/msi/token");
    }

    @Override
    Reply answer(RecordedRequest request) {
        if (!request.method().equals("GET") || !request.path().equals("/msi/token"))
            return error(404, "no such resource");
        if (!HEADER_SECRET.equals(request.header("X-IDENTITY-HEADER"))) return error(401, "X-IDENTITY-HEADER is wrong");
        if (!"2019-08-01".equals(request.query().get("api-version"))) return error(400, "api-version is wrong");
        var resource = request.query().getOrDefault("resource", "");
        var exchange = EXCHANGES.contains(resource);
        if (!exchange && !VAULTS.contains(resource)) return error(400, "resource is wrong: " + resource);
        var expiry = clock.instant().plusSeconds(86_400).getEpochSecond();
        var token = exchange || jwts ? signed(resource, expiry) : "identity-token-" + UUID.randomUUID();
        resourceByToken.put(token, resource);
        return Reply.json(
                200,
                Json.map(
                        "access_token",
                        token,
                        "expires_on",
                        Long.toString(expiry),
                        "resource",
                        resource,
                        "token_type",
                        "Bearer",
                        "client_id",
                        "5E29463D-71DA-4FE0-8E69-999B57DB23B0"));
    }

    private String signed(String audience, long expiry) {
        return Jwt.sign(
                Json.map(
                        "aud",
                        audience,
                        "iss",
                        ISSUER,
                        "sub",
                        SUBJECT,
                        "exp",
                        new Json.Digits("" + expiry),
                        "nbf",
                        new Json.Digits("" + (expiry - 86_400)),
                        "jti",
                        UUID.randomUUID().toString()),
                "identity",
                key);
    }

    /** Whether a token was given for this resource, signed by the platform and not revoked. */
    boolean hasIssued(Jwt.Parts assertion, String token) {
        return assertion.signedBy("RS256", key.getPublic()) && resourceByToken.containsKey(token);
    }

    /** Whether a token was given for a vault, and not revoked. */
    boolean isVaultToken(String token) {
        return VAULTS.contains(resourceByToken.getOrDefault(token, ""));
    }

    /** Whether the tokens for a vault can be read, as those of the platform can; else they are opaque. */
    public void readableTokens(boolean readable) {
        jwts = readable;
    }

    @Override
    void repair() {
        super.repair();
        readableTokens(false);
    }

    /** No token given so far is good any more. */
    public void revokeAll() {
        resourceByToken.clear();
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, Json.map("statusCode", new Json.Digits("" + status), "message", message));
    }
}
