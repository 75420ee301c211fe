package io.github.usagebudget.simulator;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Random valid and invalid tokens of callers, with the expected verdict. The verdict follows from the random choices by the rules of RFC
 * 7515, RFC 7519 and Entra's claims, not from the finished token. Thread-safe.
 */
public final class RandomTokens {
    /** The expected answer to a caller. */
    public enum Verdict {
        ADMITTED,
        FORBIDDEN,
        UNAUTHENTICATED
    }

    /** @param story the unusual choices, for failure messages */
    public record Attempt(String token, Verdict verdict, String story) {}

    private static final Object ABSENT = "(absent)";
    private static final Predicate<Object> NEVER = value -> false;
    private static final Predicate<Object> ALWAYS = value -> true;
    private static final Predicate<Object> NOTHING = value -> value == ABSENT || value == null;
    private static final Predicate<Object> TEXT = NOTHING.or(String.class::isInstance);
    private static final Predicate<Object> NUMBER = NOTHING.or(Json.Digits.class::isInstance);

    private static final List<Object> ROLES = List.of(CallerTokens.ROLE);
    /** Values of every JSON type. */
    private static final List<Object> ODDITIES = Arrays.asList(
            ABSENT,
            null,
            true,
            "",
            "text",
            CallerTokens.ROLE,
            new Json.Digits("7"),
            new Json.Digits("-1.5"),
            List.of(),
            List.of("a", "b"),
            ROLES,
            List.of(ROLES),
            Arrays.asList(CallerTokens.ROLE, null),
            Arrays.asList(CallerTokens.ROLE, true),
            Map.of(),
            Map.of(CallerTokens.ROLE, CallerTokens.ROLE));

    private final CallerTokens tokens;
    private final KeyPair attackerKey = Jwt.newKey();

    /** @param tokens must have two published keys */
    public RandomTokens(CallerTokens tokens) {
        this.tokens = tokens;
    }

    /** The same seed makes the same choices. */
    public Attempt attempt(long seed) {
        return new Draft(new Random(seed)).finish();
    }

    /** Builds one token. Not thread-safe. */
    private final class Draft {
        private final Random random;
        private final Map<String, Object> header =
                Json.map("typ", "JWT", "alg", "RS256", "kid", tokens.key(0).id());
        private final Map<String, Object> claims = new LinkedHashMap<>(tokens.claims());
        private final StringBuilder story = new StringBuilder();

        // Mutable state
        private boolean valid = true;

        Draft(Random random) {
            this.random = random;
        }

        Attempt finish() {
            chooseHeader();
            chooseClaims();
            var token = damaged(signed());
            var verdict = !valid ? Verdict.UNAUTHENTICATED : hasRole() ? Verdict.ADMITTED : Verdict.FORBIDDEN;
            return new Attempt(token, verdict, story.toString());
        }

        private void chooseHeader() {
            odd(header, "typ", TEXT, "at+jwt");
            odd(header, "alg", NEVER, "none", "HS256", "RS384", "PS256", "ES256", "rs256", "RSA-OAEP");
            // signed() judges whether it matches the signing key
            odd(header, "kid", ALWAYS, tokens.key(1).id(), "made-up-" + random.nextInt());
            odd(header, "cty", TEXT);
            wrong(header, "cty", "JWT");
            wrong(header, "crit", List.of("exp"));
            odd(header, "x5t", TEXT);
            odd(header, "jku", ALWAYS, "https://evil.example/keys");
            odd(header, "jwk", ALWAYS, CallerTokens.jwk("x", attackerKey));
            odd(header, "unknown", ALWAYS);
        }

        private void chooseClaims() {
            var now = Instant.now().getEpochSecond();
            odd(claims, "iss", NEVER, "https://evil.example/v2.0", claims.get("iss") + "/");
            also(claims, "aud", List.of("other", CallerTokens.AUDIENCE));
            odd(claims, "aud", NEVER, "other", List.of("other"), Arrays.asList(CallerTokens.AUDIENCE, true));
            also(claims, "exp", new Json.Digits(now + 3600 + ".5"));
            odd(claims, "exp", NEVER, CallerTokens.seconds(now - 3600), Long.toString(now + 3600));
            odd(claims, "nbf", NUMBER);
            wrong(claims, "nbf", CallerTokens.seconds(now + 3600));
            // SmallRye requires it, and Entra's tokens have it
            odd(claims, "iat", Json.Digits.class::isInstance);
            odd(claims, "sub", TEXT);
            odd(claims, "jti", TEXT);
            also(claims, "tid", Entra.TENANT.toUpperCase(Locale.ROOT));
            odd(claims, "tid", NEVER, "9".repeat(8), List.of(Entra.TENANT));
            odd(claims, "oid", TEXT);
            also(claims, "roles", List.of("Other", CallerTokens.ROLE));
            for (var i = 0; i < 5; i++) odd(claims, "roles", ALWAYS);
            for (var other : List.of("groups", "roleMappings", "raw_token", "scp", "address", "jwk", "role"))
                odd(claims, other, ALWAYS);
        }

        private boolean hasRole() {
            return claims.get("roles") instanceof List<?> roles
                    && roles.contains(CallerTokens.ROLE)
                    && roles.stream().allMatch(String.class::isInstance);
        }

        private String signed() {
            var signer = tokens.key(one(20) ? 1 : 0);
            var isAttack = one(25);
            var kid = header.get("kid");
            // without a key id, the function tries every published key
            judge(
                    "signed by " + (isAttack ? "an attacker" : signer.id()),
                    !isAttack && (kid == null || kid.equals(signer.id())));
            var isTwice = one(80);
            if (isTwice) judge("iss twice", false);
            var json = Json.write(claims);
            if (isTwice) json = "{\"iss\":\"https://evil.example/v2.0\"," + json.substring(1);
            return Jwt.sign(Json.write(header), json, isAttack ? attackerKey : signer.pair());
        }

        /** Sometimes changes the signed token. */
        private String damaged(String token) {
            if (!one(25)) return token;
            var signed = token.substring(0, token.lastIndexOf('.'));
            // not the last two characters, because some bits of a signature's last character are not significant
            var at = random.nextInt(token.length() - 2);
            var damaged = switch (random.nextInt(8)) {
                case 0 -> signed + ".";
                case 1 -> signed;
                case 2 -> token + ".x";
                case 3 -> token.substring(0, at);
                case 4 -> token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
                case 5 -> token.substring(0, at) + '~' + token.substring(at);
                case 6 -> token + "==";
                default ->
                    signed + "."
                            + Jwt.encode(Jwt.hmac(
                                    signed, tokens.key(0).pair().getPublic().getEncoded()));
            };
            judge("damaged at " + at, false);
            return damaged;
        }

        /** Sometimes sets an unusual value, which can still be valid. */
        private void odd(Map<String, Object> json, String name, Predicate<Object> isValid, Object... more) {
            if (!one(50)) return;
            var which = random.nextInt(ODDITIES.size() + more.length);
            var value = which < ODDITIES.size() ? ODDITIES.get(which) : more[which - ODDITIES.size()];
            if (value == ABSENT) json.remove(name);
            else json.put(name, value);
            judge(name + " " + (value == ABSENT ? value : Json.write(value)), isValid.test(value));
        }

        private void also(Map<String, Object> json, String name, Object value) {
            if (one(20)) json.put(name, value);
        }

        private void wrong(Map<String, Object> json, String name, Object value) {
            if (!one(50)) return;
            json.put(name, value);
            judge(name + " " + Json.write(value), false);
        }

        private void judge(String what, boolean isValid) {
            story.append(what).append(isValid ? ", " : " (wrong), ");
            valid &= isValid;
        }

        private boolean one(int in) {
            return random.nextInt(in) == 0;
        }
    }
}
