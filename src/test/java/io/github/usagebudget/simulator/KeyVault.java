package io.github.usagebudget.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Azure Key Vault's secrets, data plane 7.4, open to the identity's tokens alone. */
public final class KeyVault extends Neighbour {
    private record Kept(String value, String version, Map<String, Object> attributes) {}

    private final IdentityEndpoint identity;
    private final Map<String, Kept> secrets = new ConcurrentHashMap<>();

    KeyVault(IdentityEndpoint identity, Consumer<Seen> witness) {
        super("vault", witness);
        this.identity = identity;
    }

    /** Stores a new version. */
    public void store(String name, String value) {
        store(name, value, Map.of());
    }

    /** Stores a new version with attributes of its own: {@code exp}, {@code nbf}, {@code enabled}. */
    public void store(String name, String value, Map<String, Object> attributes) {
        var all = new LinkedHashMap<String, Object>(Json.map("enabled", true, "recoveryLevel", "Recoverable"));
        all.putAll(attributes);
        secrets.put(name, new Kept(value, UUID.randomUUID().toString().replace("-", ""), all));
    }

    public void remove(String name) {
        secrets.remove(name);
    }

    @Override
    Reply answer(Seen request) {
        if (!request.method().equals("GET") || !request.path().matches("/secrets/[0-9a-zA-Z-]{1,127}"))
            return error(404, "NotFound", "no such resource");
        if (!"7.4".equals(request.query().get("api-version")))
            return error(400, "BadParameter", "api-version is wrong");
        var bearer = request.headers().getOrDefault("authorization", "");
        if (!bearer.startsWith("Bearer ") || !identity.gave(bearer.substring(7), "https://vault.azure.net"))
            return error(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.")
                    .with("WWW-Authenticate", "Bearer resource=\"https://vault.azure.net\"");
        var name = request.path().substring("/secrets/".length());
        var kept = secrets.get(name);
        if (kept == null) return error(404, "SecretNotFound", "A secret with (name/id) " + name + " was not found");
        if (Boolean.FALSE.equals(kept.attributes().get("enabled")))
            return Reply.json(
                    403,
                    Json.map(
                            "error",
                            Json.map(
                                    "code",
                                    "Forbidden",
                                    "message",
                                    "Operation get is not allowed on a disabled secret.",
                                    "innererror",
                                    Json.map("code", "SecretDisabled"))));
        return Reply.json(
                200,
                Json.map(
                        "value",
                        kept.value(),
                        "id",
                        url() + "/secrets/" + name + "/" + kept.version(),
                        "attributes",
                        kept.attributes()));
    }

    private static Reply error(int status, String code, String message) {
        return Reply.json(status, Json.map("error", Json.map("code", code, "message", message)));
    }
}
