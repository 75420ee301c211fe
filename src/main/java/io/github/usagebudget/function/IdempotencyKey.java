package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The header by which a repeated request gets the same {@code MS-RequestId}. Immutable. */
record IdempotencyKey(Optional<String> value) {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,128}");

    /** @throws BudgetFailure {@code malformed-request} if the key is too long or not printable */
    static IdempotencyKey of(Optional<String> value) {
        if (value.isPresent() && !PRINTABLE.matcher(value.get()).matches())
            throw BudgetFailure.of(
                    MALFORMED_REQUEST, "The header " + HEADER + " must be 1 to 128 printable ASCII characters.");
        return new IdempotencyKey(value);
    }

    /** The {@code MS-RequestId} of the change: the same for the same key, customer and amount, else a new one. */
    UUID requestIdOf(BudgetChange change) {
        return value.map(key -> NamedUuid.of("request\n" + key + "\n" + change.customer() + "\n" + normalized(change)))
                .orElseGet(UUID::randomUUID);
    }

    /** 100 and 100.0 are the same amount. */
    private static String normalized(BudgetChange change) {
        return change.amount()
                .map(amount -> amount.value().stripTrailingZeros().toPlainString())
                .orElse("remove");
    }

    /** UUID version 5 (RFC 9562, section 5.5): the same name gives the same id on every machine. The JDK only has version 3. */
    static final class NamedUuid {
        /** A fixed random id. If it changed, repeated requests would look new. */
        private static final UUID NAMESPACE = UUID.fromString("0b7c6a1e-5a0c-4b52-9d0e-7c1f6f0f2f35");

        private NamedUuid() {}

        static UUID of(String name) {
            return of(NAMESPACE, name);
        }

        static UUID of(UUID namespace, String name) {
            var sha1 = sha1();
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            var high = (hash.getLong() & ~0xF000L) | 0x5000L;
            var low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        }

        private static MessageDigest sha1() {
            try {
                return MessageDigest.getInstance("SHA-1");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-1", e);
            }
        }
    }
}
