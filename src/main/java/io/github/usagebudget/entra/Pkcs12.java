package io.github.usagebudget.entra;

import io.github.usagebudget.entra.ClientCertificate.Contents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;

/**
 * Reads a key and its certificates from PKCS #12 in base64 with an empty password: the form in which Key Vault stores a certificate by default
 * (https://learn.microsoft.com/azure/key-vault/certificates/about-certificates). Stateless.
 */
final class Pkcs12 {
    private static final char[] NO_PASSWORD = {};

    /** The first byte of any PKCS #12 in DER. */
    private static final byte SEQUENCE = 0x30;

    private Pkcs12() {}

    static Contents read(String base64) {
        var store = load(der(base64));
        try {
            for (var alias : Collections.list(store.aliases())) {
                if (!(store.getKey(alias, NO_PASSWORD) instanceof PrivateKey key)) continue;
                var chain = new ArrayList<X509Certificate>();
                var found = store.getCertificateChain(alias);
                if (found != null)
                    Arrays.stream(found).map(X509Certificate.class::cast).forEach(chain::add);
                return new Contents(key, chain);
            }
        } catch (GeneralSecurityException e) {
            throw passwordNeeded();
        }
        throw ClientCertificate.misconfigured(
                "is PKCS #12 without a private key that can be read: make the certificate's key exportable");
    }

    private static byte[] der(String base64) {
        try {
            var der = Base64.getMimeDecoder().decode(base64);
            if (der.length > 0 && der[0] == SEQUENCE) return der;
        } catch (IllegalArgumentException e) {
            // not base64
        }
        throw ClientCertificate.misconfigured(
                "is not PEM with a private key and its certificate, and not PKCS #12 in base64 either");
    }

    private static KeyStore load(byte[] der) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(der), NO_PASSWORD);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) throw passwordNeeded();
            throw unreadable();
        } catch (GeneralSecurityException | RuntimeException e) {
            // the JDK's reader throws many kinds of exceptions for a damaged file
            throw unreadable();
        }
    }

    private static RuntimeException passwordNeeded() {
        return ClientCertificate.misconfigured(
                "is PKCS #12 with a password: store it without one, or import it into Key Vault as a certificate");
    }

    private static RuntimeException unreadable() {
        return ClientCertificate.misconfigured("is PKCS #12 that cannot be read");
    }
}
