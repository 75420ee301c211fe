package io.github.usagebudget.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a plan may be written in; always UTF-8. */
public enum PlanFormat {
    JSON(".json", "application/json", ""),
    // not registered: its specification says x-ndjson (https://github.com/ndjson/ndjson-spec), many tools leave out the
    // x-
    NDJSON(".ndjson", "application/(x-)?ndjson", ""),
    // RFC 4180, 3
    CSV(".csv", "text/csv", "|header\\s*=\\s*(present|\"present\")");

    private final String extension;
    private final Pattern contentType;

    /** @param type a regular expression, and so is what follows */
    PlanFormat(String extension, String type, String moreParameters) {
        this.extension = extension;
        this.contentType = Pattern.compile(
                "\\s*" + type + "\\s*(;\\s*(charset\\s*=\\s*(utf-8|\"utf-8\")" + moreParameters + ")\\s*){0,4}",
                Pattern.CASE_INSENSITIVE);
    }

    /** Empty for another type, another charset, and parameters that mean nothing here. */
    public static Optional<PlanFormat> ofContentType(String type) {
        return Arrays.stream(values()).filter(format -> format.isOf(type)).findFirst();
    }

    /** Whether a {@code Content-Type} says that something is written in this format, in UTF-8. */
    public boolean isOf(String type) {
        return contentType.matcher(type).matches();
    }

    /** By the extension, in any letter case; empty for any other. */
    public static Optional<PlanFormat> ofBlobName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> lower.endsWith(format.extension))
                .findFirst();
    }
}
