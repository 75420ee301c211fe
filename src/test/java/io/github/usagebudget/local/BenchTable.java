package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The results of a benchmark, printed at once and kept for a file. */
final class BenchTable {
    private final Map<String, Object> rows = new LinkedHashMap<>();

    /** Compares our times with those of the plain function: the ratio comes first. */
    void compare(String name, String unit, double ours, double plain) {
        var row = new LinkedHashMap<String, Object>();
        row.put("ratio", digits(ours / plain));
        row.put("ours", digits(ours));
        row.put("plain", digits(plain));
        System.out.printf(
                "  %-28s %6s x   %10s beside %-10s %s%n",
                name, row.get("ratio"), row.get("ours"), row.get("plain"), unit);
        keep(name, unit, row);
    }

    void single(String name, String unit, double value) {
        var row = new LinkedHashMap<String, Object>();
        row.put("value", digits(value));
        System.out.printf("  %-28s %20s %-18s %s%n", name, row.get("value"), "", unit);
        keep(name, unit, row);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, Json.write(rows) + "\n");
    }

    private void keep(String name, String unit, Map<String, Object> row) {
        row.put("unit", unit);
        rows.put(name, row);
    }

    private static Json.Digits digits(double value) {
        return new Json.Digits(
                value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value));
    }
}
