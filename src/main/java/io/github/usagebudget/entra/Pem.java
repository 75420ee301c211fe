package io.github.usagebudget.entra;

import io.github.usagebudget.entra.ClientCertificate.Contents;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads a key (PKCS #8) and its certificates from PEM, in any order. Stateless. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** EC is read only so that the message can name it. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private Pem() {}

    static boolean isPem(String text) {
        return text.contains("-----BEGIN ");
    }

    static Contents read(String text) {
        var key = BLOCK.matcher(text)
                .results()
                .flatMap(block -> key(block).stream())
                .findFirst()
                .orElseThrow(
                        () -> ClientCertificate.misconfigured("is not PEM with a private key and its certificate"));
        var certificates = BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals("CERTIFICATE"))
                .map(Pem::certificate)
                .toList();
        return new Contents(key, certificates);
    }

    private static Optional<PrivateKey> key(MatchResult block) {
        var type = block.group(1);
        if (type.equals("PRIVATE KEY")) return Optional.of(pkcs8(block));
        if (type.equals("EC PRIVATE KEY")) throw ClientCertificate.notRsa("EC");
        if (type.endsWith("PRIVATE KEY"))
            throw ClientCertificate.misconfigured(
                    "holds a private key as " + type + ": convert it with openssl pkcs8 -topk8 -nocrypt");
        return Optional.empty();
    }

    private static PrivateKey pkcs8(MatchResult block) {
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der(block)));
            } catch (InvalidKeySpecException | IllegalArgumentException e) {
                // try the next one; the exception is dropped because it can quote the key
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has RSA and EC", e);
            }
        }
        throw ClientCertificate.misconfigured("holds a private key that cannot be read as an RSA key");
    }

    private static X509Certificate certificate(MatchResult block) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der(block)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw ClientCertificate.misconfigured("holds a certificate that cannot be read");
        }
    }

    private static byte[] der(MatchResult block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }
}
