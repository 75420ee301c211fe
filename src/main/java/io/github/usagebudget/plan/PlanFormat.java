package io.github.usagebudget.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of a plan; always UTF-8. */
public enum PlanFormat {
    JSON(".json", "application/json", ""),
    // not registered; https://github.com/ndjson/ndjson-spec has x-ndjson, but many tools omit the x-
    NDJSON(".ndjson", "application/(x-)?ndjson", ""),
    // RFC 4180, section 3
    CSV(".csv", "text/csv", "|header\\s*=\\s*(present|\"present\")");

    private final String extension;
    private final Pattern contentType;

    /**
     * @param type a regular expression
     * @param moreParameters a regular expression for parameters other than the charset
     */
    PlanFormat(String extension, String type, String moreParameters) {
        this.extension = extension;
        this.contentType = Pattern.compile(
                "\\s*" + type + "\\s*(;\\s*(charset\\s*=\\s*(utf-8|\"utf-8\")" + moreParameters + ")\\s*){0,4}",
                Pattern.CASE_INSENSITIVE);
    }

    /** Empty if the type, the charset or a parameter is not supported. */
    public static Optional<PlanFormat> ofContentType(String type) {
        return Arrays.stream(values()).filter(format -> format.isOf(type)).findFirst();
    }

    /** Whether a {@code Content-Type} means this format, in UTF-8. */
    public boolean isOf(String type) {
        return contentType.matcher(type).matches();
    }

    /** By the extension, in any letter case; empty if the extension is unknown. */
    public static Optional<PlanFormat> ofBlobName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> lower.endsWith(format.extension))
                .findFirst();
    }
}
