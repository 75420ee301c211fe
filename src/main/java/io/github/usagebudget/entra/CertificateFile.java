package io.github.usagebudget.entra;

import static io.github.usagebudget.entra.ClientCertificate.misconfigured;
import static io.github.usagebudget.entra.ClientCertificate.notRsa;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A private key and certificates, as read from PEM or PKCS #12; not checked yet whether they belong together. Immutable;
 * toString shows nothing.
 */
record CertificateFile(PrivateKey key, List<X509Certificate> certificates) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** EC is read only so that the message can name it. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private static final char[] NO_PASSWORD = {};
    /** The first byte of any PKCS #12 in DER. */
    private static final byte SEQUENCE = 0x30;

    /** @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured} if the text is neither PEM nor PKCS #12, or cannot be read */
    static CertificateFile read(String text) {
        return text.contains("-----BEGIN ") ? pem(text) : pkcs12(text);
    }

    /** A key (PKCS #8) and its certificates, in any order. */
    private static CertificateFile pem(String text) {
        var key = BLOCK.matcher(text)
                .results()
                .flatMap(block -> key(block).stream())
                .findFirst()
                .orElseThrow(() -> misconfigured("is not PEM with a private key and its certificate"));
        var certificates = BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals("CERTIFICATE"))
                .map(CertificateFile::certificate)
                .toList();
        return new CertificateFile(key, certificates);
    }

    private static Optional<PrivateKey> key(MatchResult block) {
        var type = block.group(1);
        if (type.equals("PRIVATE KEY")) return Optional.of(pkcs8(block));
        if (type.equals("EC PRIVATE KEY")) throw notRsa("EC");
        if (type.endsWith("PRIVATE KEY"))
            throw misconfigured("holds a private key as " + type + ": convert it with openssl pkcs8 -topk8 -nocrypt");
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
        throw misconfigured("holds a private key that cannot be read as an RSA key");
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

    /**
     * In base64 with an empty password: the form in which Key Vault stores a certificate by default
     * (https://learn.microsoft.com/azure/key-vault/certificates/about-certificates).
     */
    private static CertificateFile pkcs12(String base64) {
        var store = load(decoded(base64));
        try {
            for (var alias : Collections.list(store.aliases())) {
                if (!(store.getKey(alias, NO_PASSWORD) instanceof PrivateKey key)) continue;
                var chain = Stream.ofNullable(store.getCertificateChain(alias)).flatMap(Arrays::stream);
                return new CertificateFile(
                        key, chain.map(X509Certificate.class::cast).toList());
            }
        } catch (GeneralSecurityException e) {
            throw passwordNeeded();
        }
        throw misconfigured(
                "is PKCS #12 without a private key that can be read: make the certificate's key exportable");
    }

    private static byte[] decoded(String base64) {
        try {
            var der = Base64.getMimeDecoder().decode(base64);
            if (der.length > 0 && der[0] == SEQUENCE) return der;
        } catch (IllegalArgumentException e) {
            // not base64
        }
        throw misconfigured("is not PEM with a private key and its certificate, and not PKCS #12 in base64 either");
    }

    private static KeyStore load(byte[] der) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(der), NO_PASSWORD);
            return store;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (e instanceof IOException && e.getCause() instanceof UnrecoverableKeyException) throw passwordNeeded();
            // the JDK's reader throws many kinds of exceptions for a damaged file
            throw misconfigured("is PKCS #12 that cannot be read");
        }
    }

    private static RuntimeException passwordNeeded() {
        return misconfigured(
                "is PKCS #12 with a password: store it without one, or import it into Key Vault as a certificate");
    }

    @Override
    public String toString() {
        return "[certificate file]";
    }
}
