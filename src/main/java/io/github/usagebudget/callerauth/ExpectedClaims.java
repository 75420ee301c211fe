package io.github.usagebudget.callerauth;

import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a caller's token must say. Immutable.
 *
 * @param issuer {@code iss}
 * @param tenant {@code tid}
 * @param audiences one of them is in {@code aud}
 * @param role is in {@code roles}
 */
record ExpectedClaims(String issuer, String tenant, Set<String> audiences, String role) {

    /** @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured}, naming the setting */
    static ExpectedClaims of(Settings settings) {
        // "common", or a domain, is never the issuer of a token
        var tenant = settings.get(Setting.CALLER_TENANT_ID);
        return new ExpectedClaims(
                Cloud.of(settings).signInHost(settings) + "/" + tenant + "/v2.0",
                tenant,
                audiences(settings),
                settings.get(Setting.CALLER_ROLE));
    }

    private static Set<String> audiences(Settings settings) {
        var audiences = Arrays.stream(settings.get(Setting.CALLER_AUDIENCE).split(","))
                .map(String::strip)
                .filter(audience -> !audience.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (audiences.isEmpty()) throw Settings.misconfigured(Setting.CALLER_AUDIENCE, "names no audience.");
        return audiences;
    }
}
