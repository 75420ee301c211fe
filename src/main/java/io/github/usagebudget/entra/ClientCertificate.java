package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;

/**
 * A certificate and its RSA key, from PEM or PKCS #12. Entra accepts no other keys for a client assertion: it supports signatures with PS256 and RS256 (https://learn.microsoft.com/entra/identity-platform/certificate-credentials), and refuses ES256
 * (https://github.com/AzureAD/microsoft-identity-web/issues/3467). Immutable; toString shows nothing.
 */
record ClientCertificate(PrivateKey key, X509Certificate certificate) {
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(10);
    /** Clocks differ. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    /** The minimum of Entra and of RFC 7518, 3.5. */
    private static final int FEWEST_BITS = 2048;

    /**
     * @throws BudgetFailure {@code misconfigured} if the text is neither PEM nor PKCS #12, or not usable; {@code credentials-refused} if the certificate is not valid now
     */
    static ClientCertificate parse(Secret stored, Instant now) {
        // an app setting often has its line breaks as two characters
        var contents = CertificateFile.read(stored.value().replace("\\n", "\n"));
        if (!(contents.key() instanceof RSAPrivateKey key))
            throw notRsa(contents.key().getAlgorithm());
        if (key.getModulus().bitLength() < FEWEST_BITS)
            throw misconfigured("holds an RSA key of less than " + FEWEST_BITS + " bits, which Entra does not take");
        var own = contents.certificates().stream()
                .filter(candidate -> belongTogether(key, candidate))
                .toList();
        // a renewed certificate can have the same key and follow the expired one
        return own.stream()
                .filter(candidate -> isValid(candidate, now))
                .findFirst()
                .or(() -> own.stream().max(Comparator.comparing(X509Certificate::getNotAfter)))
                .map(certificate -> new ClientCertificate(key, valid(certificate, now)))
                .orElseThrow(() -> misconfigured("holds no certificate that belongs to its private key"));
    }

    /**
     * The signed statement that the app is itself (https://learn.microsoft.com/entra/identity-platform/certificate-credentials: PS256, the
     * thumbprint in {@code x5t#S256}, the token endpoint as audience). Valid for ten minutes.
     */
    String assertion(String clientId, String tokenEndpoint, Instant now) {
        var from = now.minus(LEEWAY);
        return Jwt.issuer(clientId)
                .subject(clientId)
                .audience(tokenEndpoint)
                .claim("jti", UUID.randomUUID().toString())
                .claim("nbf", from.getEpochSecond())
                .issuedAt(from.getEpochSecond())
                .expiresAt(from.plus(ASSERTION_LIFE).getEpochSecond())
                .jws()
                .algorithm(SignatureAlgorithm.PS256)
                .header("x5t#S256", thumbprint())
                .sign(key);
    }

    /** {@code x5t#S256}: identifies the certificate among those of the app (RFC 7515, 4.1.8). */
    String thumbprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean belongTogether(RSAPrivateKey key, X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey of
                && of.getModulus().equals(key.getModulus());
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static X509Certificate valid(X509Certificate certificate, Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to))
            throw refused("expired on " + to + ": add a new one to the app registration and store it, with its key,");
        if (now.isBefore(from)) throw refused("is valid only from " + from + ": until then store an older one");
        return certificate;
    }

    private static BudgetFailure refused(String fault) {
        return BudgetFailure.of(
                CREDENTIALS_REFUSED,
                "The client certificate " + fault + " in Key Vault under " + Setting.KEY_VAULT_CLIENT_CERTIFICATE_NAME
                        + ".");
    }

    static BudgetFailure notRsa(String algorithm) {
        return misconfigured("holds a key of the kind " + algorithm
                + ", but Entra takes RSA keys only: make a certificate with an RSA key of at least " + FEWEST_BITS
                + " bits");
    }

    static BudgetFailure misconfigured(String fault) {
        return BudgetFailure.of(
                MISCONFIGURED,
                "The client certificate (" + Setting.KEY_VAULT_CLIENT_CERTIFICATE_NAME + ", or "
                        + Setting.PARTNER_CENTER_CLIENT_CERTIFICATE + ") " + fault + ".");
    }

    @Override
    public String toString() {
        return "[client certificate]";
    }
}
