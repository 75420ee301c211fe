package io.github.usagebudget.entra;

import java.time.Instant;
import java.util.Optional;

/**
 * What Entra gave. Shows no token. Immutable.
 *
 * @param freshUntil a margin before it expires: clocks differ, and a call takes its time
 * @param refreshToken a new one, where a user is behind it
 */
record TokenResponse(AccessToken token, Optional<Claims> claims, Instant freshUntil, Optional<Secret> refreshToken) {}
