package io.github.usagebudget.simulator;

import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The version 2 tokens that Entra issues to the function's callers, and the keys that sign them
 * (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference). Uses the system clock, because the function
 * checks these tokens against the system clock.
 */
public final class CallerTokens {
    public static final String AUDIENCE = "9b5f8a40-2f0e-4d0b-8d5c-6f2c0a7e1d33";
    public static final String ROLE = "UsageBudget.Write";
    /** The object id of the caller. */
    public static final String CALLER = "3f6c1a52-5b0e-4c55-9d2a-7e8f90a1b2c3";

    static final String PATH = "/" + Entra.TENANT + "/discovery/v2.0/keys";

    record SigningKey(String id, KeyPair pair) {}

    private final Entra entra;

    // Mutable state, guarded by this
    private List<SigningKey> published = List.of(newKey());
    private SigningKey current = published.get(0);

    CallerTokens(Entra entra) {
        this.entra = entra;
    }

    /** The claims of a valid token. */
    public Map<String, Object> claims() {
        var now = Instant.now().getEpochSecond();
        return Json.map(
                "aud",
                AUDIENCE,
                "iss",
                entra.url() + "/" + Entra.TENANT + "/v2.0",
                "iat",
                seconds(now - 300),
                "nbf",
                seconds(now - 300),
                "exp",
                seconds(now + 3600),
                "azp",
                UUID.randomUUID().toString(),
                "oid",
                CALLER,
                "sub",
                CALLER,
                "roles",
                List.of(ROLE),
                "tid",
                Entra.TENANT,
                "uti",
                UUID.randomUUID().toString(),
                "ver",
                "2.0");
    }

    /** A valid token. */
    public String token() {
        return token(claims());
    }

    /** A token with these claims, signed with the current key. */
    public synchronized String token(Map<String, Object> claims) {
        return Jwt.sign(claims, current.id(), current.pair());
    }

    /** A valid token with some claims changed: name, value, name, value. A null value removes the claim. */
    public String tokenWithClaims(Object... others) {
        var claims = new LinkedHashMap<>(claims());
        for (var i = 0; i < others.length; i += 2) {
            if (others[i + 1] == null) claims.remove(others[i]);
            else claims.put((String) others[i], others[i + 1]);
        }
        return token(claims);
    }

    /** A valid token with one header parameter changed. */
    public synchronized String tokenWithHeader(String parameter, Object value) {
        var header = Json.map("typ", "JWT", "alg", "RS256", "kid", current.id());
        header.put(parameter, value);
        return Jwt.sign(header, claims(), current.pair());
    }

    /** A token that names the current key but is signed with another. */
    public synchronized String forged() {
        return Jwt.sign(claims(), current.id(), Jwt.newKey());
    }

    /** A token that is signed with a key that is not published, and names it. */
    public String signedWithUnknownKey() {
        var key = newKey();
        return Jwt.sign(claims(), key.id(), key.pair());
    }

    /** A token without a signature: RFC 7515 allows it, but the function must not accept it. */
    public String unsigned() {
        return part(Json.map("typ", "JWT", "alg", "none")) + "." + part(claims()) + ".";
    }

    /** A token that is signed by HMAC with the public key as the secret. */
    public synchronized String signedByHmac() {
        var signed = part(Json.map("typ", "JWT", "alg", "HS256", "kid", current.id())) + "." + part(claims());
        return signed + "."
                + Jwt.encode(Jwt.hmac(signed, current.pair().getPublic().getEncoded()));
    }

    /** Signs with a new key from now on. The old key stays published, as in Entra. */
    public synchronized void rotate() {
        var all = new ArrayList<>(published);
        current = newKey();
        all.add(current);
        published = List.copyOf(all);
    }

    /** @param age 0 for the newest published key, 1 for the one before it */
    synchronized SigningKey key(int age) {
        return published.get(published.size() - 1 - age);
    }

    /** A time as a claim holds it: seconds since 1970. */
    public static Object seconds(long epochSecond) {
        return new Json.Digits(Long.toString(epochSecond));
    }

    synchronized Reply keys() {
        return Reply.json(
                200,
                Json.map(
                        "keys",
                        published.stream().map(key -> jwk(key.id(), key.pair())).toList()));
    }

    static Map<String, Object> jwk(String id, KeyPair key) {
        var rsa = (RSAPublicKey) key.getPublic();
        return Json.map(
                "kty",
                "RSA",
                "use",
                "sig",
                "kid",
                id,
                "n",
                Jwt.encode(unsigned(rsa.getModulus().toByteArray())),
                "e",
                Jwt.encode(unsigned(rsa.getPublicExponent().toByteArray())));
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String part(Map<String, Object> json) {
        return Jwt.encode(Json.write(json).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static SigningKey newKey() {
        return new SigningKey(UUID.randomUUID().toString(), Jwt.newKey());
    }
}
