package io.github.usagebudget.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A certificate with its key (RFC 5280). It is self-signed, as a partner uploads it to the app registration and stores it in the vault,
 * or it is a server certificate that a self-signed one issued.
 */
public final class Certificate {
    private static final byte[] SHA256_WITH_RSA = sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11), der(5));
    private static final byte[] SHA256_WITH_ECDSA = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
    private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
    private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
    private static final byte[] TRUE = der(1, new byte[] {(byte) 0xff});
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KeyPair key;
    private final byte[] subject;
    private final byte[] der;

    private Certificate(String name, KeyPair key, Certificate issuer, Instant from, Instant to) {
        this.key = key;
        this.subject = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, name.getBytes(StandardCharsets.UTF_8)))));
        var signer = issuer == null ? this : issuer;
        var algorithm = signer.isRsa() ? SHA256_WITH_RSA : SHA256_WITH_ECDSA;
        var validity = sequence(time(from), time(to));
        var signedPart = sequence(
                der(0xa0, der(2, new byte[] {2})),
                der(2, BigInteger.valueOf(from.getEpochSecond()).toByteArray()),
                algorithm,
                signer.subject,
                validity,
                subject,
                key.getPublic().getEncoded(),
                issuer == null
                        ? der(0xa3, sequence(sequence(BASIC_CONSTRAINTS, TRUE, der(4, sequence(TRUE)))))
                        : empty());
        der = sequence(signedPart, algorithm, der(3, concat(new byte[] {0}, signer.signed(signedPart))));
    }

    /** A self-signed certificate that is valid between these times. */
    public static Certificate valid(Instant from, Instant to) {
        return valid(from, to, "RSA", 2048);
    }

    /** A self-signed certificate with another key algorithm or length. */
    public static Certificate valid(Instant from, Instant to, String algorithm, int bits) {
        return new Certificate("usage-budget-function", Jwt.newKey(algorithm, bits), null, from, to);
    }

    /** A new certificate for the same key. */
    public Certificate renewed(Instant from, Instant to) {
        return new Certificate("usage-budget-function", key, null, from, to);
    }

    /** Issues a server certificate. */
    public Certificate issue(String host, Instant from, Instant to) {
        return new Certificate(host, Jwt.newKey("RSA", 2048), this, from, to);
    }

    /** A connection that a server with this certificate has accepted. */
    public Socket secured(Socket accepted) throws IOException {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(""), new char[0]);
            var tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            var secured = (SSLSocket) tls.getSocketFactory().createSocket(accepted, null, accepted.getPort(), true);
            secured.setUseClientMode(false);
            return secured;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a trust store for the JVM that contains this certificate. Its password is {@code trusted}. */
    public void trustStore(Path file) {
        try (var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("issuer", x509());
            store.store(out, "trusted".toCharArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The format in which Key Vault returns a certificate's secret by default: base64 of PKCS #12 with an empty password. */
    public String pkcs12() {
        return pkcs12("");
    }

    /** The same with a password. */
    public String pkcs12(String password) {
        try {
            var out = new ByteArrayOutputStream();
            keyStore(password).store(out, password.toCharArray());
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keyStore(String password) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = new java.security.cert.Certificate[] {x509()};
        store.setKeyEntry("certificate", key.getPrivate(), password.toCharArray(), chain);
        return store;
    }

    private java.security.cert.Certificate x509() {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isRsa() {
        return key.getPrivate().getAlgorithm().equals("RSA");
    }

    /** The format in which Key Vault returns a certificate's secret of content type application/x-pem-file: the key, then the chain. */
    public String pem() {
        return block("PRIVATE KEY", key.getPrivate().getEncoded()) + certificatePem();
    }

    /** The certificate without its key, as a partner uploads it to the app registration. */
    public String certificatePem() {
        return block("CERTIFICATE", der);
    }

    PublicKey publicKey() {
        return key.getPublic();
    }

    /** {@code x5t#S256} (RFC 7515, 4.1.8). */
    String thumbprint() {
        try {
            return Jwt.encode(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] signed(byte[] signedPart) {
        try {
            var signature = Signature.getInstance(isRsa() ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(signedPart);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String type, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    private static byte[] time(Instant instant) {
        return der(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(int... bytes) {
        var content = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) content[i] = (byte) bytes[i];
        return der(6, content);
    }

    private static byte[] empty() {
        return new byte[0];
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    /** Tag, length, content (X.690, 8.1). */
    private static byte[] der(int tag, byte[]... parts) {
        var content = concat(parts);
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length >= 0x100) out.writeBytes(new byte[] {(byte) 0x82, (byte) (content.length >> 8)});
        else if (content.length >= 0x80) out.write(0x81);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
