package io.github.usagebudget.entra;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.AppSecret;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.Credential;
import io.github.usagebudget.config.Settings.SecretSource;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whether the platform gives the tokens that are needed: for the vault, for the exchange, or none. */
@Singleton
class IdentityCheck implements ReadinessCheck {
    private final Settings settings;
    private final ManagedIdentity identity;

    IdentityCheck(Settings settings, ManagedIdentity identity) {
        this.settings = settings;
        this.identity = identity;
    }

    @Override
    public Subject subject() {
        return Subject.IDENTITY;
    }

    @Override
    public String look(Deadline deadline) {
        var resources = resources();
        for (var resource : resources) identity.tokenFor(resource, deadline);
        return resources.isEmpty()
                ? "Not needed: the secrets come from the environment."
                : "The managed identity has a token for " + String.join(" and ", resources) + ".";
    }

    @Override
    public List<URI> asks() {
        return resources().isEmpty() ? List.of() : List.of(settings.get(Setting.IDENTITY_ENDPOINT));
    }

    private List<String> resources() {
        var cloud = Cloud.of(settings);
        var resources = new ArrayList<String>();
        if (settings.get(Setting.PARTNER_CENTER_CREDENTIAL) == Credential.MANAGED_IDENTITY)
            resources.add(cloud.exchangeAudience());
        if (settings.get(Setting.SECRET_SOURCE) == SecretSource.KEY_VAULT
                && !AppSecret.neededBy(settings).isEmpty()) resources.add(cloud.vaultResource());
        return resources;
    }
}
