package io.github.usagebudget.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and verifies JSON Web Tokens: RS256 and PS256 (RFC 7515; RFC 7518, 3.3 and 3.5). */
final class Jwt {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Jwt() {}

    /** The parts of a token, before any check. */
    record Parts(Map<String, Object> header, Map<String, Object> claims, String signed, byte[] signature) {
        /** Returns whether the token is signed with this algorithm and the private key that belongs to this public key. */
        boolean signedBy(String algorithm, PublicKey key) {
            if (!algorithm.equals(header.get("alg"))) return false;
            try {
                var verifier = Jwt.signature(algorithm);
                verifier.initVerify(key);
                verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        /** A time claim in seconds since 1970; {@code Long.MAX_VALUE} if the claim is missing. */
        long seconds(String claim) {
            return claims.get(claim) instanceof Json.Digits digits
                            && digits.text().matches("\\d{1,12}")
                    ? Long.parseLong(digits.text())
                    : Long.MAX_VALUE;
        }
    }

    static KeyPair newKey() {
        return newKey("RSA", 2048);
    }

    static KeyPair newKey(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RS256. */
    static String sign(Map<String, Object> claims, String keyId, KeyPair key) {
        return sign(Json.map("typ", "JWT", "alg", "RS256", "kid", keyId), claims, key);
    }

    /** Signs with RS256, even if the header names another algorithm. */
    static String sign(Map<String, Object> header, Map<String, Object> claims, KeyPair key) {
        return sign(Json.write(header), Json.write(claims), key);
    }

    /** Signs with RS256; header and claims can be any text. */
    static String sign(String header, String claims, KeyPair key) {
        var signed =
                encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            var signature = signature("RS256");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims, if the token is signed with this key. Does not check its times and its audience. */
    static Optional<Map<String, Object>> verified(String token, PublicKey key) {
        return parts(token).filter(parts -> parts.signedBy("RS256", key)).map(Parts::claims);
    }

    /** Empty if the text is not a signed token. */
    static Optional<Parts> parts(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) return Optional.empty();
        try {
            return Optional.of(new Parts(
                    Json.object(decoded(parts[0])),
                    Json.object(decoded(parts[1])),
                    parts[0] + "." + parts[1],
                    Base64.getUrlDecoder().decode(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        if (algorithm.equals("RS256")) return Signature.getInstance("SHA256withRSA");
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signature;
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    /** HS256. */
    static byte[] hmac(String text, byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
