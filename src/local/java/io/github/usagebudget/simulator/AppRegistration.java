package io.github.usagebudget.simulator;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The app's credentials in Entra: its secret, its certificate and its federated identity. Verifies every signature. */
final class AppRegistration {
    /** Why Entra refuses a credential; {@code number} is the AADSTS code. */
    record Refusal(int status, String error, int number, String text) {}

    private static final List<String> EXCHANGES =
            List.of("api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov");
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Clock clock;
    private final IdentityEndpoint identity;
    private final Set<String> usedIds = ConcurrentHashMap.newKeySet();

    // Mutable state
    private volatile String secret;
    private volatile Certificate certificate;
    private volatile boolean trustsIdentity = true;

    AppRegistration(String secret, Certificate certificate, IdentityEndpoint identity, Clock clock) {
        this.secret = secret;
        this.certificate = certificate;
        this.identity = identity;
        this.clock = clock;
    }

    void secret(String current) {
        secret = current;
    }

    void certificate(Certificate current) {
        certificate = current;
    }

    void trustsIdentity(boolean trusts) {
        trustsIdentity = trusts;
    }

    /** Empty if the form contains a valid credential of the app. */
    Optional<Refusal> refusal(Map<String, String> form, String tokenEndpoint) {
        if (form.containsKey("client_secret") == form.containsKey("client_assertion"))
            return invalidClient(7000218, "The request body must contain either client_assertion or client_secret.");
        if (form.containsKey("client_secret"))
            return secret.equals(form.get("client_secret"))
                    ? Optional.empty()
                    : invalidClient(7000215, "Invalid client secret provided: " + form.get("client_secret"));
        var token = form.get("client_assertion");
        var assertion = Jwt.parts(token);
        if (!JWT_BEARER.equals(form.get("client_assertion_type")) || assertion.isEmpty())
            return invalidClient(50027, "JWT token is invalid or malformed.");
        return IdentityEndpoint.ISSUER.equals(assertion.get().claims().get("iss"))
                ? identityRefusal(assertion.get(), token)
                : certificateRefusal(assertion.get(), tokenEndpoint);
    }

    private Optional<Refusal> identityRefusal(Jwt.Parts assertion, String token) {
        if (!trustsIdentity
                || !IdentityEndpoint.SUBJECT.equals(assertion.claims().get("sub")))
            return invalidClient(
                    700213, "No matching federated identity record found for presented assertion subject.");
        if (!EXCHANGES.contains(assertion.claims().get("aud")))
            return invalidClient(
                    700212, "No matching federated identity record found for presented assertion audience.");
        if (!identity.hasIssued(assertion, token)) return invalidClient(50013, "The signature is not valid.");
        return timeRefusal(assertion);
    }

    /** The issuer and subject must be the app, the audience this endpoint, the lifetime at most ten minutes, and the id new. */
    private Optional<Refusal> certificateRefusal(Jwt.Parts assertion, String tokenEndpoint) {
        var claims = assertion.claims();
        if (!certificate.thumbprint().equals(assertion.header().get("x5t#S256"))
                || !assertion.signedBy("PS256", certificate.publicKey()))
            return invalidClient(700027, "The certificate used to sign the client assertion is not registered.");
        if (!Entra.CLIENT.equals(claims.get("iss")) || !Entra.CLIENT.equals(claims.get("sub")))
            return invalidClient(700021, "Client assertion application identifier doesn't match.");
        if (!tokenEndpoint.equals(claims.get("aud")))
            return invalidClient(700023, "Client assertion audience claim does not match.");
        var tooLong = assertion.seconds("exp") - assertion.seconds("nbf") > 600;
        if (tooLong || !(claims.get("jti") instanceof String id) || !usedIds.add(id))
            return invalidClient(700030, "The assertion lives too long, or was used before.");
        return timeRefusal(assertion);
    }

    private Optional<Refusal> timeRefusal(Jwt.Parts assertion) {
        var now = clock.instant().getEpochSecond();
        return assertion.seconds("nbf") <= now && now < assertion.seconds("exp")
                ? Optional.empty()
                : invalidClient(700024, "Client assertion is not within its valid time range.");
    }

    private static Optional<Refusal> invalidClient(int number, String text) {
        return Optional.of(new Refusal(401, "invalid_client", number, text));
    }
}
