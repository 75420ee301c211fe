package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.simulator.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Certificate RSA = valid("RSA", 2048);
    private static final Certificate OTHER = valid("RSA", 2048);
    private static final Certificate EC = valid("EC", 256);
    private static final Certificate WEAK = valid("RSA", 1024);

    static List<String> forms() {
        var key = RSA.pem().replaceAll("(?s)-----BEGIN CERT.*", "");
        var pkcs12 = RSA.pkcs12();
        return List.of(
                RSA.pem(),
                RSA.certificatePem() + key,
                OTHER.certificatePem() + RSA.certificatePem() + key,
                key + OTHER.certificatePem() + RSA.certificatePem(),
                "\uFEFFBag Attributes\n" + RSA.pem().replace("\n", "\r\n"),
                RSA.pem().replace("\n", "\\n"),
                pkcs12,
                "\uFEFF" + pkcs12 + "\r\n",
                pkcs12.replaceAll("(.{64})", "$1\n"),
                pkcs12.replaceAll("(.{64})", "$1\\\\n"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void is_read_from_pem_in_any_order_and_from_pkcs12(String stored) {
        var read = ClientCertificate.parse(new Secret(stored), NOW);
        assertThat(read.thumbprint())
                .isEqualTo(ClientCertificate.parse(new Secret(RSA.pem()), NOW).thumbprint());
        assertThat(read).hasToString("[client certificate]");
    }

    @Test
    void the_valid_certificate_is_used_if_there_are_two_for_the_key() {
        var expired = RSA.renewed(NOW.minusSeconds(600), NOW.minusSeconds(300));
        var older = RSA.renewed(NOW.minusSeconds(900), NOW.minusSeconds(800));
        var early = RSA.renewed(NOW.plusSeconds(60), NOW.plusSeconds(600));
        var current = ClientCertificate.parse(new Secret(RSA.pem()), NOW).thumbprint();
        for (var stored : List.of(
                expired.pem() + RSA.certificatePem(),
                RSA.pem() + expired.certificatePem(),
                early.pem() + RSA.certificatePem()))
            assertThat(ClientCertificate.parse(new Secret(stored), NOW).thumbprint())
                    .isEqualTo(current);
        assertThatThrownBy(() -> ClientCertificate.parse(new Secret(older.pem() + expired.certificatePem()), NOW))
                .hasMessageContaining("expired on " + NOW.minusSeconds(300));
    }

    @Test
    void the_kind_of_a_key_that_entra_does_not_accept_is_named() {
        misconfigured(EC.pem(), "holds a key of the kind EC, but Entra takes RSA keys only");
        misconfigured(EC.pkcs12(), "holds a key of the kind EC, but Entra takes RSA keys only");
        misconfigured(EC.pem().replace("PRIVATE KEY", "EC PRIVATE KEY"), "holds a key of the kind EC");
        misconfigured(WEAK.pem(), "holds an RSA key of less than 2048 bits");
        misconfigured(WEAK.pkcs12(), "holds an RSA key of less than 2048 bits");
    }

    @Test
    void text_in_another_form_is_described() {
        var bytes = Base64.getDecoder().decode(RSA.pkcs12());
        misconfigured(RSA.pkcs12("s3cret"), "is PKCS #12 with a password: store it without one");
        misconfigured(encoded(bytes, bytes.length - 300), "is PKCS #12 that cannot be read");
        misconfigured("no certificate at all", "is not PEM with a private key and its certificate, and not PKCS #12");
        misconfigured("{\"data\":\"x\"}", "is not PEM with a private key and its certificate, and not PKCS #12");
        misconfigured(RSA.certificatePem(), "is not PEM with a private key and its certificate");
        misconfigured(
                EC.certificatePem() + RSA.pem().replaceAll("(?s)-----BEGIN CERT.*", ""),
                "holds no certificate that belongs to its private key");
    }

    /** Any damage, chosen by a seed, is an invalid setting and never an internal error, and the answer does not quote it. */
    @Test
    void damaged_pkcs12_is_an_invalid_setting() {
        var bytes = Base64.getDecoder().decode(RSA.pkcs12());
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var damaged = bytes.clone();
            for (var i = random.nextInt(3); i >= 0; i--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                ClientCertificate.parse(new Secret(encoded(damaged, damaged.length - random.nextInt(40))), NOW);
            } catch (BudgetFailure failure) {
                assertThat(failure.kind()).as("seed " + seed).isEqualTo(MISCONFIGURED);
                assertThat(failure.getCause()).isNull();
            }
        }
    }

    private static void misconfigured(String stored, String detail) {
        assertThatThrownBy(() -> ClientCertificate.parse(new Secret(stored), NOW))
                .isInstanceOfSatisfying(
                        BudgetFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(MISCONFIGURED))
                .hasMessageContaining(detail)
                .hasMessageContaining("KEY_VAULT_CLIENT_CERTIFICATE_NAME");
    }

    private static Certificate valid(String algorithm, int bits) {
        return Certificate.valid(NOW.minusSeconds(60), NOW.plusSeconds(60), algorithm, bits);
    }

    private static String encoded(byte[] bytes, int length) {
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes, length));
    }
}
