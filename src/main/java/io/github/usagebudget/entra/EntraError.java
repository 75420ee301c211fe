package io.github.usagebudget.entra;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to do about each AADSTS number that an operator of this function can see. Numbers match exactly: 7002138 is not 700213.
 * Sources: https://learn.microsoft.com/entra/identity-platform/reference-error-codes; for assertions also
 * https://learn.microsoft.com/azure/developer/java/sdk/troubleshooting-authentication-service-principal; for federated credentials also
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations and
 * https://github.com/Azure/login/issues/515. Microsoft's own text for a number is at https://login.microsoftonline.com/error?code=700016.
 */
enum EntraError {
    APP_UNKNOWN(
            "700011 700016",
            "The tenant does not know the app: check PARTNER_CENTER_CLIENT_ID and PARTNER_CENTER_TENANT_ID."),
    APP_WITHOUT_SERVICE_PRINCIPAL(
            "7000229",
            "The app has no service principal in the tenant: give admin consent to it there, and check PARTNER_CENTER_TENANT_ID."),
    APP_DISABLED(
            "70001 1000031 7000112",
            "The app is disabled: enable it in Entra (Enterprise applications, Properties, Enabled for users to sign in)."),
    APP_PUBLIC(
            "700025",
            "The app registration is a public client, which has no credential: turn off \"Allow public client flows\" (Authentication)."),
    TENANT_UNKNOWN(
            "50059 50128 90002 90019 900021 900023",
            "There is no such tenant: check PARTNER_CENTER_TENANT_ID and PARTNER_CENTER_CLOUD."),
    TENANT_NOT_NAMED(
            "50194 90124 90130 9001023 9002332",
            "PARTNER_CENTER_TENANT_ID must be the partner's tenant, not common, organizations or consumers."),
    TENANT_IN_ANOTHER_CLOUD(
            "90038 90051 900382 900432",
            "The tenant is in another cloud: check PARTNER_CENTER_CLOUD and ENTRA_AUTHORITY_HOST."),
    TENANT_BLOCKED(
            "5000224 5000225",
            "The tenant is blocked or deleted: check PARTNER_CENTER_TENANT_ID, and ask Microsoft support to reactivate the tenant."),
    TENANT_RESTRICTED(
            "50002 500021 500022 500212 500213",
            "A restriction on tenants forbids this sign-in: check the tenant restrictions of the proxy and the cross-tenant access policy."),
    SECRET_WRONG(
            Advice.NEW_CREDENTIAL,
            "70002 7000215",
            "The client secret is wrong: store the secret's value (not its id) in Key Vault under KEY_VAULT_CLIENT_SECRET_NAME."),
    SECRET_EXPIRED(
            Advice.NEW_CREDENTIAL,
            "7000222",
            "The client secret or certificate has expired: add a new one to the app registration and store it in Key Vault under"
                    + " KEY_VAULT_CLIENT_SECRET_NAME or KEY_VAULT_CLIENT_CERTIFICATE_NAME."),
    CREDENTIAL_MISSING(
            "7000216 7000218",
            "Entra found no credential in the request: set PARTNER_CENTER_CREDENTIAL to a kind that the app registration has."),
    CERTIFICATE_UNKNOWN(
            Advice.NEW_CREDENTIAL,
            "50012 700027",
            "The app registration does not know the certificate: upload the one that is in Key Vault under"
                    + " KEY_VAULT_CLIENT_CERTIFICATE_NAME."),
    CERTIFICATE_NOT_ACCEPTED(
            Advice.NEW_CREDENTIAL,
            "50017 700030",
            "Entra does not accept the certificate: its subject must be one that the app registration allows, and its chain must be valid."),
    KEY_NOT_ACCEPTED(
            "50032 5002730 5002738",
            "Entra does not accept the certificate's key: use an RSA key of at least 2048 bits."),
    ASSERTION_FOR_OTHERS(
            "700021 700023",
            "The assertion is for another app or endpoint: check PARTNER_CENTER_CLIENT_ID, PARTNER_CENTER_TENANT_ID and"
                    + " ENTRA_AUTHORITY_HOST."),
    ASSERTION_OUT_OF_TIME(
            Advice.NEW_ASSERTION,
            "500133 700024",
            "Entra refused two assertions as outside their valid time: check this machine's clock."),
    ASSERTION_INVALID(
            Advice.NEW_CREDENTIAL,
            "50013 50027 900384",
            "The assertion is not valid: check PARTNER_CENTER_CREDENTIAL and the certificate or managed identity behind it."),
    FEDERATION_MISSING(
            "70021 700213",
            "The app registration does not trust the managed identity: add a federated credential with the identity's issuer, its object id"
                    + " as subject and the cloud's exchange audience (docs/authentication.md, \"Federated credential\");"
                    + " AZURE_CLIENT_ID must name that identity."),
    FEDERATION_LETTER_CASE(
            "7002138",
            "A federated credential of the app registration matches except for letter case: write its subject exactly as the managed"
                    + " identity's object id."),
    FEDERATION_ISSUER(
            "700211",
            "No federated credential of the app registration has the managed identity's issuer: it is"
                    + " {sign-in host}/{tenant of the identity}/v2.0."),
    FEDERATION_AUDIENCE(
            "700212 7002121",
            "No federated credential of the app registration has the cloud's exchange audience: api://AzureADTokenExchange, or"
                    + " api://AzureADTokenExchangeUSGov; check PARTNER_CENTER_CLOUD."),
    FEDERATION_KIND(
            "700222 700226 700229",
            "Only a managed identity's token can stand for the app: the federated credential must name a user-assigned managed identity."),
    CONSENT_MISSING(
            Advice.NEW_GRANT,
            "65001 65004 90008 90094 90095 90099",
            "The app has no consent to use Partner Center: give admin consent to its API permissions (Microsoft Partner Center)."),
    PERMISSION_MISSING(
            "50001 65005 500011 500014 650052 650054 650056 650057",
            "The app registration or the tenant lacks Partner Center: add the API permissions of Microsoft Partner Center to the app"
                    + " registration and give admin consent in the partner's tenant."),
    ASSIGNMENT_MISSING(
            "50105 501051",
            "The enterprise application requires an assignment: assign the app or the user to a role of it, or turn the requirement off."),
    MFA_NEEDED(Advice.NEW_GRANT, "50072 50074 50076 50078 50079 50158 53004 53010", "The user must sign in with MFA."),
    CONDITIONAL_ACCESS(
            Advice.NEW_GRANT,
            "50005 50097 50129 50131 50155 50187 53000 53001 53002 53003 530031 530032 530035 700003",
            "A Conditional Access policy or a security default blocks the sign-in: exempt the app, or meet the policy."),
    SIGN_IN_FREQUENCY(
            Advice.NEW_GRANT,
            "70043",
            "A Conditional Access policy limits how long a sign-in counts: exempt the app from the sign-in frequency."),
    RISK(
            Advice.NEW_GRANT,
            "50053 53011 530034",
            "Entra blocks the user because of a risk: an administrator must clear it (Entra ID Protection)."),
    USER_DELETED(
            Advice.NEW_GRANT,
            "16003 50020 50034 51004 90072 500341",
            "The user who gave consent is no longer in the tenant: another user must give it."),
    USER_DISABLED(
            Advice.NEW_GRANT,
            "50057",
            "The user who gave consent is disabled: enable the user, or let another user give consent."),
    PASSWORD_CHANGED(
            Advice.NEW_GRANT,
            "50055 50125 50132 50133 50135 50144",
            "The user's password has changed or expired, so the refresh token is no longer valid."),
    GRANT_REVOKED(Advice.NEW_GRANT, "50173", "The refresh token was revoked."),
    GRANT_EXPIRED(Advice.NEW_GRANT, "50089 70008 700081 700082 700084", "The refresh token has expired."),
    GRANT_MALFORMED(
            Advice.NEW_GRANT,
            "70000",
            "The refresh token is not valid: store the whole value, and nothing else, under KEY_VAULT_REFRESH_TOKEN_NAME."),
    GRANT_OF_ANOTHER_APP(Advice.NEW_GRANT, "700005 700007", "The refresh token was given to another app or tenant."),
    BUSY(
            Advice.LATER,
            "50033 50087 50088 50166 50196 90006 90012 90024 90033 90055 90090 90091",
            "Entra is busy, or throttles the app or the tenant: try again later.");

    /** What the function does about a refusal before it reports a failure. */
    enum Advice {
        FINAL,
        /** Tries once more with the current secret, certificate or identity token. */
        NEW_CREDENTIAL,
        /** Tries once more with a new assertion from the same certificate or identity. */
        NEW_ASSERTION,
        /** Tries once more with the current refresh token in the vault. */
        NEW_GRANT,
        /** Tries again after a short wait. */
        LATER
    }

    private final Advice next;
    private final List<Integer> numbers;
    private final String advice;

    EntraError(String numbers, String advice) {
        this(Advice.FINAL, numbers, advice);
    }

    EntraError(Advice next, String numbers, String advice) {
        this.next = next;
        this.numbers = Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();
        this.advice = advice;
    }

    /** The entry with a number; empty if there is none. */
    static Optional<EntraError> of(int number) {
        return Arrays.stream(values())
                .filter(row -> row.numbers.contains(number))
                .findFirst();
    }

    Advice next() {
        return next;
    }

    List<Integer> numbers() {
        return numbers;
    }

    /** What the operator should do. Mentions consent only if a user is involved. */
    String advice(boolean withUser) {
        return withUser && next == Advice.NEW_GRANT ? advice + " " + EntraFault.GIVE_CONSENT : advice;
    }
}
