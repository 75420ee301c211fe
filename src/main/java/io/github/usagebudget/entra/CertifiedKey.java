package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Setting;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A certificate and its RSA key, from PEM as Key Vault keeps it: the key (PKCS #8) and the chain, in any order. Immutable; never
 * shown by accident.
 */
record CertifiedKey(PrivateKey key, X509Certificate certificate) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /**
     * @throws BudgetFailure {@code misconfigured} if it is no such PEM, {@code credentials-refused} if the certificate is not
     *     valid now: Entra would refuse it
     */
    static CertifiedKey parse(Secret pem, Instant now) {
        // an app setting often holds its line breaks as two characters
        var text = pem.value().replace("\\n", "\n");
        var key = key(text);
        var certificate = BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals("CERTIFICATE"))
                .map(CertifiedKey::certificate)
                .filter(candidate -> belongTogether(key, candidate))
                .findFirst()
                .orElseThrow(() -> misconfigured("holds no certificate that belongs to its private key"));
        return new CertifiedKey(key, valid(certificate, now));
    }

    /** {@code x5t#S256}: how Entra finds the certificate among those of the app (RFC 7515, 4.1.8). */
    String thumbprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static RSAPrivateKey key(String text) {
        return BLOCK.matcher(text)
                .results()
                .flatMap(block -> key(block).stream())
                .findFirst()
                .orElseThrow(() -> misconfigured(
                        "is not PEM with a private key and its certificate (a PFX has to be stored as PEM:"
                                + " content type application/x-pem-file)"));
    }

    private static Optional<RSAPrivateKey> key(MatchResult block) {
        var type = block.group(1);
        if (type.equals("PRIVATE KEY")) return Optional.of(rsa(block));
        if (type.endsWith("PRIVATE KEY"))
            throw misconfigured("holds a private key as " + type + ": convert it with openssl pkcs8 -topk8 -nocrypt");
        return Optional.empty();
    }

    private static RSAPrivateKey rsa(MatchResult block) {
        try {
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(block)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // not the cause: it may quote the key
            throw misconfigured("holds a private key that cannot be read as an RSA key");
        }
    }

    private static X509Certificate certificate(MatchResult block) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der(block)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw misconfigured("holds a certificate that cannot be read");
        }
    }

    private static byte[] der(MatchResult block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    private static boolean belongTogether(RSAPrivateKey key, X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey of
                && of.getModulus().equals(key.getModulus());
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

    private static BudgetFailure misconfigured(String fault) {
        return BudgetFailure.of(
                MISCONFIGURED,
                "The client certificate (" + Setting.KEY_VAULT_CLIENT_CERTIFICATE_NAME + ", or "
                        + Setting.PARTNER_CENTER_CLIENT_CERTIFICATE + ") " + fault + ".");
    }

    @Override
    public String toString() {
        return "[certified key]";
    }
}
