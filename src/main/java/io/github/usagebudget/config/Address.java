package io.github.usagebudget.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The address of an external service: scheme, host and perhaps a path, without a trailing slash. Never looks up a name. Immutable. */
public record Address(URI url) {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

    /** Empty if it is no address, or has a user, a query or a fragment. */
    static Optional<Address> parse(String text) {
        try {
            var url = URI.create(text.replaceFirst("/+$", ""));
            var bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            return url.getHost() != null && bare ? Optional.of(new Address(url)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The host for people to read, with its port if it has one: {@code 127.0.0.1:8081 (loopback)}. */
    public String host() {
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getHost() + port + (isLoopback() ? " (loopback)" : "");
    }

    private boolean isLoopback() {
        return url.getHost().equalsIgnoreCase("localhost") || is(InetAddress::isLoopbackAddress);
    }

    /** Whether credentials can be sent there: over TLS, or within this machine. */
    boolean isSafe() {
        return "https".equalsIgnoreCase(url.getScheme()) || plain() && isLoopback();
    }

    /** Whether it is link-local, as the platform's identity endpoint can be. */
    boolean isLinkLocal() {
        return plain() && is(InetAddress::isLinkLocalAddress);
    }

    private boolean plain() {
        return "http".equalsIgnoreCase(url.getScheme());
    }

    private boolean is(Predicate<InetAddress> kind) {
        if (!LITERAL.matcher(url.getHost()).matches()) return false;
        try {
            return kind.test(InetAddress.getByName(url.getHost()));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
