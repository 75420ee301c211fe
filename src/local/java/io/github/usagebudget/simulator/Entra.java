package io.github.usagebudget.simulator;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Entra's version 2 token endpoint for one tenant and one app. Issues signed tokens for the app alone and for the app with a user. */
public final class Entra extends SimulatedService {
    public static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    public static final String CLIENT = "d6c2a9c2-7c4b-4a77-a1a4-6d1b3f7e5b11";
    private static final String SCOPE = "https://api.partnercenter.microsoft.com/.default";
    private static final String PATH = "/" + TENANT + "/oauth2/v2.0/token";
    private static final Duration REFRESH_TOKEN_LIFE = Duration.ofDays(90);

    /** Made once for a process: that takes a tenth of a second. */
    private static final KeyPair SIGNING_KEY = Jwt.newKey();

    private final Clock clock;
    private final AppRegistration app;
    private final CallerTokens callers = new CallerTokens(this);
    private final Map<String, Instant> refreshTokens = new ConcurrentHashMap<>();

    // Mutable state
    private volatile long lifetimeSeconds = 3599;
    private volatile String audience = PartnerCenter.AUDIENCE;
    private volatile List<String> methods = List.of("pwd", "mfa");

    Entra(AppRegistration app, Clock clock, Consumer<RecordedRequest> witness) {
        super("entra", witness);
        this.app = app;
        this.clock = clock;
    }

    /** The tokens of the function's callers. */
    public CallerTokens callers() {
        return callers;
    }

    /** Sets the app's only client secret. */
    public void secret(String current) {
        app.secret(current);
    }

    /** Sets the app's only certificate. */
    public void certificate(Certificate current) {
        app.certificate(current);
    }

    /** Sets whether the app has a federated credential for the managed identity. */
    public void trustsIdentity(boolean trusts) {
        app.trustsIdentity(trusts);
    }

    /** Sets the lifetime of new tokens. */
    public void lifetime(long seconds) {
        lifetimeSeconds = seconds;
    }

    /** Sets the audience of new tokens. */
    public void audience(String current) {
        audience = current;
    }

    /** Sets how the consenting user signed in: the claim {@code amr} of new tokens. */
    public void signedInWith(String... current) {
        methods = List.of(current);
    }

    /** Issues a refresh token, as after a user's consent. It is valid for 90 days, used or not. */
    public String consent() {
        var token = "1.refresh-" + UUID.randomUUID();
        refreshTokens.put(token, clock.instant().plus(REFRESH_TOKEN_LIFE));
        return token;
    }

    /** Revokes all refresh tokens. */
    public void revokeConsent() {
        refreshTokens.clear();
    }

    /** Returns whether the refresh token is valid now. */
    public boolean canRedeem(String refreshToken) {
        return clock.instant().isBefore(refreshTokens.getOrDefault(refreshToken, Instant.MIN));
    }

    @Override
    void repair() {
        super.repair();
        lifetime(3599);
        audience(PartnerCenter.AUDIENCE);
        signedInWith("pwd", "mfa");
        trustsIdentity(true);
    }

    /** An access token for the app alone. */
    public String appToken() {
        return token(Map.of("appid", CLIENT));
    }

    /** The token's claims, if its signature is valid. */
    Optional<Map<String, Object>> verified(String token) {
        return Jwt.verified(token, SIGNING_KEY.getPublic());
    }

    @Override
    Reply answer(RecordedRequest request) {
        if (request.method().equals("GET") && request.path().equals(CallerTokens.PATH)) return callers.keys();
        if (!request.method().equals("POST") || !request.path().equals(PATH))
            return error(400, "invalid_request", 90002, "Tenant not found.");
        if (!request.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded"))
            return error(400, "invalid_request", 900144, "The request body must be a form.");
        var form = form(request.body());
        if (!CLIENT.equals(form.get("client_id")))
            return error(400, "unauthorized_client", 700016, "The application was not found in the directory.");
        if (!SCOPE.equals(form.get("scope"))) return error(400, "invalid_scope", 70011, "The scope is not valid.");
        var refusal = app.refusal(form, url() + PATH);
        if (refusal.isPresent())
            return error(
                    refusal.get().status(),
                    refusal.get().error(),
                    refusal.get().number(),
                    refusal.get().text());
        return switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" -> granted(Map.of("appid", CLIENT), Optional.empty());
            case "refresh_token" -> redeemed(form.getOrDefault("refresh_token", ""));
            default -> error(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
        };
    }

    /** The old refresh token stays valid: Entra does not revoke it (docs/partner-center.md, "Refresh tokens"). */
    private Reply redeemed(String refreshToken) {
        if (!refreshTokens.containsKey(refreshToken))
            return error(400, "invalid_grant", 70000, "Provided grant is invalid or malformed: " + refreshToken);
        if (!canRedeem(refreshToken))
            return error(400, "invalid_grant", 700082, "The refresh token has expired due to inactivity.");
        return granted(Map.of("amr", methods, "scp", "user_impersonation", "appid", CLIENT), Optional.of(consent()));
    }

    private Reply granted(Map<String, Object> claims, Optional<String> refreshToken) {
        var body = new LinkedHashMap<String, Object>();
        body.put("token_type", "Bearer");
        body.put("expires_in", new Json.Digits("" + lifetimeSeconds));
        body.put("ext_expires_in", new Json.Digits("" + lifetimeSeconds));
        body.put("access_token", token(claims));
        refreshToken.ifPresent(token -> body.put("refresh_token", token));
        return Reply.json(200, body);
    }

    private String token(Map<String, Object> claims) {
        var now = clock.instant().getEpochSecond();
        var all = Json.map(
                "aud",
                audience,
                "iss",
                "https://sts.windows.net/" + TENANT + "/",
                "iat",
                new Json.Digits("" + now),
                "nbf",
                new Json.Digits("" + now),
                "exp",
                new Json.Digits("" + (now + lifetimeSeconds)),
                "tid",
                TENANT,
                "uti",
                UUID.randomUUID().toString());
        all.putAll(claims);
        return Jwt.sign(all, "simulated", SIGNING_KEY);
    }

    private static Reply error(int status, String error, int number, String text) {
        return Reply.json(
                status,
                Json.map(
                        "error",
                        error,
                        "error_description",
                        "AADSTS" + number + ": " + text,
                        "error_codes",
                        List.of(new Json.Digits("" + number)),
                        "trace_id",
                        UUID.randomUUID().toString()));
    }
}
