package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.config.Settings.Grant;
import io.github.usagebudget.entra.AccessTokens.AccessToken;
import io.github.usagebudget.entra.AccessTokens.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "opaque", "a.b", "a.b.c", "e30.e30.", "e30.e30.x", "..", "a.b.c.d.e", "e30.bm8.x", "é.é.é"})
    void reading_any_token_does_not_fail(String token) {
        var claims = Claims.of(new AccessToken(token));
        claims.ifPresent(said -> assertThat(said.audiences()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1763971200             | 2025-11-24T08:00:00Z
            1763971200.9           | 2025-11-24T08:00:00Z
            1.7639712e9            | 2025-11-24T08:00:00Z
            -9223372036854775808   | 1970-01-01T00:00:00Z
            9223372036854775807    | 9999-12-31T00:00:00Z
            1e400                  | 9999-12-31T00:00:00Z
            "1763971200"           |
            null                   |
            []                     |
            """)
    void an_expiry_is_seconds_of_any_size(String exp, Instant expiry) {
        assertThat(of("{\"exp\":" + exp + "}").expiry()).isEqualTo(Optional.ofNullable(expiry));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # aud                                                | amr             | grant        | a word of the fault
            "https://api.partnercenter.microsoft.com"            | null            | APP          |
            "https://api.partnercenter.microsoft.com/"           | null            | APP          |
            "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd"               | ["pwd","mfa"]   | APP_AND_USER |
            ["x","https://api.partnercenter.microsoft.com"]      | "mfa"           | APP_AND_USER |
            "https://api.partnercenter.microsoft.com"            | ["pwd"]         | APP          |
            "https://api.partnercenter.microsoft.com"            | ["pwd"]         | APP_AND_USER | 900421
            "https://api.partnercenter.microsoft.com"            | null            | APP_AND_USER | 900421
            "https://api.partnercenter.microsoft.com"            | ["MFA"]         | APP_AND_USER | 900421
            "https://api.partnercenter.microsoft.com.evil.test"  | ["mfa"]         | APP          | 900420
            "https://graph.windows.net"                          | ["mfa"]         | APP_AND_USER | 900420
            null                                                 | ["mfa"]         | APP          | 900420
            {}                                                   | ["mfa"]         | APP          | 900420
            """)
    void finds_claims_that_partner_center_would_refuse(String aud, String amr, Grant grant, String word) {
        var claims = of("{\"aud\":" + aud + ",\"amr\":" + amr + "}");
        var fault = claims.fault(grant, NOW).map(Throwable::getMessage);
        if (word == null) assertThat(fault).isEmpty();
        else assertThat(fault).get().asString().contains(word);
    }

    @Test
    void a_token_is_valid_until_the_second_it_expires() {
        var claims = of("{\"aud\":\"fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd\",\"exp\":" + NOW.getEpochSecond() + "}");
        assertThat(claims.fault(Grant.APP, NOW)).isPresent();
        assertThat(claims.fault(Grant.APP, NOW.minusSeconds(1))).isEmpty();
    }

    private static Claims of(String payload) {
        var token = encoded("{\"alg\":\"RS256\"}") + "." + encoded(payload) + ".signature";
        return Claims.of(new AccessToken(token)).orElseThrow();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
