package io.github.usagebudget.config;

/** What the app proves to Entra with that it is itself: {@code PARTNER_CENTER_CREDENTIAL} (docs/partner-center.md, "Federated credential"). */
public enum Credential {
    CLIENT_SECRET,
    /** A certificate with its key: the key never leaves this machine. */
    CERTIFICATE,
    /** The platform's identity, which the app registration trusts: no secret anywhere. */
    MANAGED_IDENTITY
}
