package io.github.usagebudget.config;

/** Where the app's secrets are read: {@code SECRET_SOURCE}. */
public enum SecretSource {
    KEY_VAULT,
    /** A laptop without a managed identity; refused in Azure. */
    ENVIRONMENT
}
