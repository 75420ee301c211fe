package io.github.usagebudget.function;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A media type of an answer or of a report in a blob. */
enum Representation {
    JSON("application/json", "", ".json"),
    NDJSON("application/x-ndjson", "", ".ndjson"),
    /** A page for people. */
    PAGE("text/html", "; charset=utf-8", ".html"),
    /** A table for spreadsheets (RFC 4180). */
    CSV("text/csv", "; charset=utf-8; header=present", ".csv");

    private static final Pattern RANGE = Pattern.compile("\\s*([^\\s;/]+)/([^\\s;/]+)\\s*((?:;.*)?)", Pattern.DOTALL);
    private static final Pattern QUALITY = Pattern.compile(";\\s*q\\s*=\\s*([^\\s;]*)");
    private static final Pattern THOUSANDTHS = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    private final String mediaType;
    private final String parameters;
    private final String extension;

    Representation(String mediaType, String parameters, String extension) {
        this.mediaType = mediaType;
        this.parameters = parameters;
        this.extension = extension;
    }

    /** As in {@code Accept}, in lower case. */
    String mediaType() {
        return mediaType;
    }

    String contentType() {
        return mediaType + parameters;
    }

    /** Of the name of a file. */
    String extension() {
        return extension;
    }

    /** Whether a browser shows it and can save it as a file; programs read the others. */
    boolean isForPeople() {
        return this == PAGE || this == CSV;
    }

    /**
     * How much a caller wants something.
     *
     * @param precision of the matching range: 3 for a type, 2 for {@code type/*}, 1 for {@code *}{@code /*}, 0 if none matches
     * @param quality in thousandths; 0 means that the caller does not want it
     * @param position in the header
     */
    private record Wish(int precision, int quality, int position) {
        private static final Wish NONE = new Wish(0, 0, 0);

        boolean isBefore(Wish other) {
            return quality != other.quality ? quality > other.quality : position < other.position;
        }
    }

    /**
     * The representation with the highest quality (RFC 9110, 12.5.1); of several, the one that the caller named first.
     *
     * @param offered the first is the default
     */
    static Representation preferred(String accept, List<Representation> offered) {
        var ranges = accept.toLowerCase(Locale.ROOT).split(",");
        var preferred = offered.get(0);
        var best = Wish.NONE;
        for (var each : offered) {
            var wish = wish(ranges, each.mediaType());
            if (wish.quality() > 0 && wish.isBefore(best)) {
                preferred = each;
                best = wish;
            }
        }
        return preferred;
    }

    /** The most precise range that fits decides. */
    private static Wish wish(String[] ranges, String type) {
        var best = Wish.NONE;
        for (var position = 0; position < ranges.length; position++) {
            var range = RANGE.matcher(ranges[position]);
            if (!range.matches()) continue;
            var precision = precision(range.group(1), range.group(2), type);
            var wish = new Wish(precision, quality(range.group(3)), position);
            if (precision > best.precision() || precision == best.precision() && precision > 0 && wish.isBefore(best))
                best = wish;
        }
        return best;
    }

    private static int precision(String kind, String subtype, String type) {
        if (type.equals(kind + "/" + subtype)) return 3;
        if (subtype.equals("*") && type.startsWith(kind + "/")) return 2;
        return kind.equals("*") && subtype.equals("*") ? 1 : 0;
    }

    /** An invalid quality counts as 0. */
    private static int quality(String parameters) {
        var quality = QUALITY.matcher(parameters);
        if (!quality.find()) return 1000;
        var text = quality.group(1);
        if (!THOUSANDTHS.matcher(text).matches()) return 0;
        var digits = (text.replace(".", "") + "000").substring(0, 4);
        return Integer.parseInt(digits);
    }
}
