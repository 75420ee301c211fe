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
 * The App Service identity endpoint, version 2019-08-01: issues a token for a resource to any caller that sends the secret header. A
 * token for a federated credential is a signed JWT that {@link AppRegistration} can verify.
 */
public final class IdentityEndpoint extends SimulatedService {
    static final String HEADER_SECRET = "identity-header-" + UUID.randomUUID();
    static final String ISSUER = "https://login.microsoftonline.com/" + Entra.TENANT + "/v2.0";
    /** The managed identity's object id, which the federated credential names as its subject. */
    static final String SUBJECT = "0c1f9f3b-62b7-4e0f-9d2c-5ac1cf2b1e77";

    private static final List<String> VAULTS = List.of("https://vault.azure.net", "https://vault.usgovcloudapi.net");
    private static final List<String> EXCHANGES =
            List.of("api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov");

    /** Made once for a process: that takes a tenth of a second. */
    private static final KeyPair SIGNING_KEY = Jwt.newKey();

    private final Map<String, String> resourceByToken = new ConcurrentHashMap<>();
    private final Clock clock;

    // Mutable state
    private volatile boolean issuesJwts;

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
        var token = exchange || issuesJwts ? signed(resource, expiry) : "identity-token-" + UUID.randomUUID();
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
                SIGNING_KEY);
    }

    /** Returns whether this endpoint signed the token and did not revoke it. */
    boolean hasIssued(Jwt.Parts assertion, String token) {
        return assertion.signedBy("RS256", SIGNING_KEY.getPublic()) && resourceByToken.containsKey(token);
    }

    /** Returns whether the token is for a vault and is not revoked. */
    boolean isVaultToken(String token) {
        return VAULTS.contains(resourceByToken.getOrDefault(token, ""));
    }

    /** Sets whether tokens for a vault are JWTs, as on the platform, or opaque. */
    public void readableTokens(boolean readable) {
        issuesJwts = readable;
    }

    @Override
    void repair() {
        super.repair();
        readableTokens(false);
    }

    /** Revokes all tokens. */
    public void revokeAll() {
        resourceByToken.clear();
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, Json.map("statusCode", new Json.Digits("" + status), "message", message));
    }
}
