package io.github.usagebudget.simulator;

import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Entra's token endpoint, version 2, for one tenant and one app: gives real signed tokens. */
public final class Entra extends Neighbour {
    public static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    public static final String CLIENT = "d6c2a9c2-7c4b-4a77-a1a4-6d1b3f7e5b11";
    private static final String SCOPE = "https://api.partnercenter.microsoft.com/.default";

    private final Clock clock;
    private final KeyPair key = Jwt.newKey();

    // Mutable state
    private volatile String secret;
    private volatile long lifetimeSeconds = 3599;

    Entra(String secret, Clock clock, Consumer<Seen> witness) {
        super("entra", witness);
        this.clock = clock;
        this.secret = secret;
    }

    /** From now on this is the app's only client secret. */
    public void secret(String current) {
        secret = current;
    }

    /** How long the tokens live that are given from now on. */
    public void lifetime(long seconds) {
        lifetimeSeconds = seconds;
    }

    /** The claims of a token that this Entra gave. */
    Optional<Map<String, Object>> verified(String token) {
        return Jwt.verified(token, key.getPublic());
    }

    @Override
    Reply answer(Seen request) {
        if (!request.method().equals("POST") || !request.path().equals("/" + TENANT + "/oauth2/v2.0/token"))
            return error(400, "invalid_request", 90002, "Tenant not found.");
        if (!request.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded"))
            return error(400, "invalid_request", 900144, "The request body must be a form.");
        var form = form(request.body());
        if (!"client_credentials".equals(form.get("grant_type")))
            return error(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
        if (!CLIENT.equals(form.get("client_id")))
            return error(400, "unauthorized_client", 700016, "The application was not found in the directory.");
        if (!SCOPE.equals(form.get("scope"))) return error(400, "invalid_scope", 70011, "The scope is not valid.");
        if (!secret.equals(form.get("client_secret")))
            return error(
                    401, "invalid_client", 7000215, "Invalid client secret provided: " + form.get("client_secret"));
        return Reply.json(
                200,
                Json.map(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        new Json.Digits("" + lifetimeSeconds),
                        "ext_expires_in",
                        new Json.Digits("" + lifetimeSeconds),
                        "access_token",
                        token()));
    }

    private String token() {
        var now = clock.instant().getEpochSecond();
        return Jwt.sign(
                Json.map(
                        "aud",
                        PartnerCenter.AUDIENCE,
                        "iss",
                        "https://sts.windows.net/" + TENANT + "/",
                        "iat",
                        new Json.Digits("" + now),
                        "nbf",
                        new Json.Digits("" + now),
                        "exp",
                        new Json.Digits("" + (now + lifetimeSeconds)),
                        "appid",
                        CLIENT,
                        "tid",
                        TENANT,
                        "uti",
                        UUID.randomUUID().toString()),
                "simulated",
                key);
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
                        java.util.List.of(new Json.Digits("" + number)),
                        "trace_id",
                        UUID.randomUUID().toString()));
    }
}
