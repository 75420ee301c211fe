package io.github.usagebudget.entra;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the dates that occur as {@code expires_on} of a managed identity's token: {@code 1/10/2020 8:01:28 AM +00:00}
 * (https://github.com/Azure/azure-sdk-for-python/issues/9393), {@code 11/05/2021 15:18:31 +00:00}
 * (https://github.com/Azure/azure-cli/pull/20215), {@code 2021-07-02 08:00:34Z}
 * (https://github.com/Azure/azure-sdk-for-python/issues/19641), ISO 8601, and the date of HTTP. A date without a zone is read as UTC. Stateless.
 */
final class TokenDate {
    private static final String TIME = "[ T](?<hour>\\d{1,2}):(?<minute>\\d{2})(:(?<second>\\d{2})([.,]\\d{1,9})?)?"
            + "( ?(?<half>[AP])M)?( ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<year>\\d{4})[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})" + TIME);
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})" + TIME);

    /** Includes the non-breaking spaces that .NET puts before AM and PM. */
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u202F]+");

    private TokenDate() {}

    /** Empty if it is no date. */
    static Optional<Instant> read(String text) {
        var written = SPACES.matcher(text.strip()).replaceAll(" ");
        for (var form : new Pattern[] {YEAR_FIRST, MONTH_FIRST}) {
            var parts = form.matcher(written.toUpperCase(Locale.ROOT));
            if (parts.matches()) return valid(() -> instant(parts));
        }
        return valid(() -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(written)));
    }

    private static Instant instant(Matcher parts) {
        var hour = part(parts, "hour");
        if ("P".equals(parts.group("half")) && hour < 12) hour += 12;
        if ("A".equals(parts.group("half")) && hour == 12) hour = 0;
        var second = parts.group("second") == null ? 0 : part(parts, "second");
        return LocalDateTime.of(
                        part(parts, "year"),
                        part(parts, "month"),
                        part(parts, "day"),
                        hour,
                        part(parts, "minute"),
                        second)
                .toInstant(zone(parts.group("zone")));
    }

    private static int part(Matcher parts, String name) {
        return Integer.parseInt(parts.group(name));
    }

    private static ZoneOffset zone(String zone) {
        return zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static Optional<Instant> valid(Supplier<Instant> date) {
        try {
            return Optional.of(date.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
