package io.github.usagebudget.config;

/** On whose behalf Partner Center is asked: {@code PARTNER_CENTER_GRANT}. */
public enum Grant {
    /** The app alone. */
    APP,
    /** The app for a user who gave consent with MFA: the Secure Application Model (docs/partner-center.md, "Usage records"). */
    APP_AND_USER
}
