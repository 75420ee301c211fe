package io.github.usagebudget.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Azure Key Vault's secrets, data plane 7.4. Accepts only the identity endpoint's tokens, and keeps every version. */
public final class KeyVault extends SimulatedService {
    /** One version of a secret. */
    public record SecretVersion(
            String value,
            String version,
            Map<String, Object> attributes,
            Map<String, Object> tags,
            Optional<String> contentType) {}

    private final IdentityEndpoint identity;
    private final Clock clock;
    private final Map<String, List<SecretVersion>> secrets = new ConcurrentHashMap<>();

    // Mutable state
    private volatile boolean writable = true;

    KeyVault(IdentityEndpoint identity, Clock clock, Consumer<RecordedRequest> witness) {
        super("vault", witness);
        this.identity = identity;
        this.clock = clock;
    }

    /** Stores a new version. */
    public void store(String name, String value) {
        store(name, value, Map.of());
    }

    /** Stores a new version with attributes: {@code exp}, {@code nbf}, {@code enabled}. */
    public void store(String name, String value, Map<String, Object> attributes) {
        keep(name, value, attributes, Map.of(), Optional.empty());
    }

    /** Stores a new version with a content type, as the vault does for a certificate. */
    public void storeCertificate(String name, String value, String contentType) {
        keep(name, value, Map.of(), Map.of(), Optional.of(contentType));
    }

    private synchronized SecretVersion keep(
            String name,
            String value,
            Map<String, Object> attributes,
            Map<String, Object> tags,
            Optional<String> contentType) {
        var now = new Json.Digits("" + clock.instant().getEpochSecond());
        var all = Json.map("enabled", true, "created", now, "updated", now, "recoveryLevel", "Recoverable");
        all.putAll(attributes);
        var stored = new SecretVersion(value, UUID.randomUUID().toString().replace("-", ""), all, tags, contentType);
        secrets.computeIfAbsent(name, key -> new ArrayList<>()).add(stored);
        return stored;
    }

    /** All versions, oldest first. */
    public synchronized List<SecretVersion> versions(String name) {
        return List.copyOf(secrets.getOrDefault(name, List.of()));
    }

    public void remove(String name) {
        secrets.remove(name);
    }

    /** Sets whether the identity has a role that allows it to store secrets. */
    public void writable(boolean may) {
        writable = may;
    }

    @Override
    Reply answer(RecordedRequest request) {
        var path = request.path().split("/");
        var known = path.length >= 3
                && path.length <= 4
                && path[1].equals("secrets")
                && path[2].matches("[0-9a-zA-Z-]{1,127}");
        if (!known) return error(404, "NotFound", "no such resource");
        if (!"7.4".equals(request.query().get("api-version")))
            return error(400, "BadParameter", "api-version is wrong");
        var bearer = request.headers().getOrDefault("authorization", "");
        if (!bearer.startsWith("Bearer ") || !identity.isVaultToken(bearer.substring(7)))
            return error(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.")
                    .with("WWW-Authenticate", "Bearer resource=\"https://vault.azure.net\"");
        if (request.method().equals("PUT") && path.length == 3) return put(path[2], request);
        if (!request.method().equals("GET")) return error(405, "MethodNotAllowed", "not allowed");
        return get(path[2], path.length == 4 ? path[3] : "");
    }

    private Reply get(String name, String version) {
        var stored = versions(name).stream()
                .filter(one -> version.isEmpty() || one.version().equals(version))
                .reduce((older, newer) -> newer);
        if (stored.isEmpty()) return error(404, "SecretNotFound", "A secret with (name/id) " + name + " was not found");
        if (Boolean.FALSE.equals(stored.get().attributes().get("enabled")))
            return forbidden("SecretDisabled", "Operation get is not allowed on a disabled secret.");
        return Reply.json(200, resource(name, stored.get()));
    }

    private static Reply forbidden(String code, String message) {
        return Reply.json(
                403,
                Json.map(
                        "error",
                        Json.map("code", "Forbidden", "message", message, "innererror", Json.map("code", code))));
    }

    private Reply put(String name, RecordedRequest request) {
        if (!writable) return forbidden("ForbiddenByRbac", "Caller is not authorized to perform action on resource.");
        try {
            var body = Json.object(request.body());
            if (!Set.of("value", "attributes", "tags", "contentType").containsAll(body.keySet()))
                return error(400, "BadParameter", "unknown property");
            return Reply.json(
                    200,
                    resource(
                            name,
                            keep(
                                    name,
                                    (String) body.get("value"),
                                    map(body, "attributes"),
                                    map(body, "tags"),
                                    Optional.empty())));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return error(400, "BadParameter", "not a secret");
        }
    }

    private static Map<String, Object> map(Map<String, Object> body, String name) {
        var map = new LinkedHashMap<String, Object>();
        if (body.get(name) instanceof Map<?, ?> given) given.forEach((key, value) -> map.put((String) key, value));
        return map;
    }

    private Map<String, Object> resource(String name, SecretVersion stored) {
        var resource = Json.map(
                "value",
                stored.value(),
                "id",
                url() + "/secrets/" + name + "/" + stored.version(),
                "attributes",
                stored.attributes(),
                "tags",
                stored.tags());
        stored.contentType().ifPresent(type -> resource.put("contentType", type));
        return resource;
    }

    private static Reply error(int status, String code, String message) {
        return Reply.json(status, Json.map("error", Json.map("code", code, "message", message)));
    }
}
