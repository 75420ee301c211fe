package io.github.usagebudget.entra;

import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;

/** The address of the partner tenant's token endpoint, version 2 (docs/partner-center.md, "Token endpoint"). */
final class TokenEndpoint {
    static final String PATH = "/{tenant}/oauth2/v2.0/token";

    private TokenEndpoint() {}

    /** As an assertion names it in {@code aud}. */
    static String of(Settings settings) {
        var tenant = settings.get(Setting.PARTNER_CENTER_TENANT_ID);
        return Cloud.of(settings).signInHost(settings) + PATH.replace("{tenant}", tenant);
    }
}
