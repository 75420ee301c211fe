package io.github.usagebudget.entra;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The signed statement that the app is itself (learn.microsoft.com, entra/identity-platform/certificate-credentials: PS256, the
 * thumbprint in {@code x5t#S256}, the token endpoint as audience, ten minutes at most).
 */
final class ClientAssertion {
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Clocks differ. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private ClientAssertion() {}

    static String signed(ClientCertificate certificate, String clientId, String tokenEndpoint, Instant now) {
        return Jwt.issuer(clientId)
                .subject(clientId)
                .audience(tokenEndpoint)
                .claim("jti", UUID.randomUUID().toString())
                .claim("nbf", now.minus(LEEWAY).getEpochSecond())
                .issuedAt(now.minus(LEEWAY).getEpochSecond())
                .expiresAt(now.minus(LEEWAY).plus(LIFE).getEpochSecond())
                .jws()
                .algorithm(SignatureAlgorithm.PS256)
                .header("x5t#S256", certificate.thumbprint())
                .sign(certificate.key());
    }
}
