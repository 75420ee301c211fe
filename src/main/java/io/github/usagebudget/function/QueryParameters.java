package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.CsvDialect;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The parameters of a request's query, parsed from its URI. The Functions host drops parameters without a value from the worker's map and
 * merges names that differ only in case, so a misspelled or empty {@code dryRun} would be ignored, and the call would write. Values are
 * never quoted, because one of them can be the function key. Immutable.
 */
final class QueryParameters {
    /** A parameter that an operation can have. */
    enum Parameter {
        DRY_RUN("dryRun", "must be true or false", Set.of("true", "false")::contains),
        UNDO("undo", "must be true or false", Set.of("true", "false")::contains),
        SEPARATOR("separator", "must be comma or semicolon", Set.of("comma", "semicolon")::contains),
        CUSTOMER(
                "customerTenantId",
                "must be a GUID: the customer's Microsoft ID",
                text -> CustomerTenantId.parse(text).isPresent());

        private final String text;
        private final String rule;
        private final Predicate<String> keepsRule;

        Parameter(String text, String rule, Predicate<String> keepsRule) {
            this.text = text;
            this.rule = rule;
            this.keepsRule = keepsRule;
        }
    }

    /** The function key, which the host checks. */
    private static final String KEY = "code";

    private static final int LONGEST_NAME = 24;
    private static final int MOST_FAULTS = 20;

    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);

    private QueryParameters() {}

    /**
     * @param allowed in addition to the function key
     * @throws BudgetFailure {@code malformed-request} if a parameter is unknown, repeated, empty or has a wrong value
     */
    static QueryParameters read(Supplier<URI> uri, Set<Parameter> allowed) {
        var read = new QueryParameters();
        var faults = read.readAll(query(uri), allowed);
        if (!faults.isEmpty()) throw malformed(faults);
        return read;
    }

    private static String query(Supplier<URI> uri) {
        try {
            return Optional.ofNullable(uri.get().getRawQuery()).orElse("");
        } catch (IllegalArgumentException e) {
            throw malformed(List.of(new FieldFault(
                    "?", "is not valid in a URI: percent-encode all characters except letters, digits and - . _ ~")));
        }
    }

    private List<FieldFault> readAll(String query, Set<Parameter> allowed) {
        var faults = new ArrayList<FieldFault>();
        var seen = new HashSet<String>();
        for (var parameter : query.split("&")) {
            if (parameter.isEmpty()) continue;
            // escapes that are not UTF-8 become U+FFFD; a valid URI has no other invalid escapes
            var parts = parameter.split("=", 2);
            var name = URLDecoder.decode(parts[0], UTF_8);
            var value = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "";
            fault(name, value, seen.add(name), allowed)
                    .ifPresent(fault -> faults.add(new FieldFault("?" + safe(name), fault)));
            if (faults.size() == MOST_FAULTS) break;
        }
        return faults;
    }

    private Optional<String> fault(String name, String value, boolean isFirst, Set<Parameter> allowed) {
        var parameter = allowed.stream().filter(each -> each.text.equals(name)).findFirst();
        if (parameter.isEmpty() && !name.equals(KEY)) return Optional.of("is not known here; " + known(allowed));
        if (!isFirst) return Optional.of("occurs twice");
        if (value.isEmpty()) return Optional.of("has no value");
        if (value.indexOf('\uFFFD') >= 0) return Optional.of("is not UTF-8");
        if (parameter.isEmpty()) return Optional.empty();
        values.put(parameter.get(), value);
        return parameter.get().keepsRule.test(value) ? Optional.empty() : Optional.of(parameter.get().rule);
    }

    private static String known(Set<Parameter> allowed) {
        if (allowed.isEmpty()) return "this function has no parameters";
        return "this request can have "
                + allowed.stream().map(each -> each.text).sorted().collect(Collectors.joining(", "));
    }

    /** A long name is not quoted: it can be a function key without its {@code code=}. */
    private static String safe(String name) {
        if (name.isEmpty()) return "without a name";
        return name.length() <= LONGEST_NAME ? SafeText.of(name, LONGEST_NAME) : "with a long name";
    }

    private static BudgetFailure malformed(List<FieldFault> faults) {
        var first = faults.get(0);
        var name = first.pointer().substring(1);
        var subject = name.isEmpty() ? "The query " : "The query parameter " + name + " ";
        var others = faults.size() == 1 ? "" : " (see errors for the others)";
        return BudgetFailure.of(MALFORMED_REQUEST, subject + first.detail() + others + ". Nothing was written.")
                .withFaults(faults);
    }

    /** The value of a boolean parameter; empty if it is absent. */
    Optional<Boolean> flag(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter)).map(Boolean::valueOf);
    }

    /** The dialect for a CSV answer. */
    CsvDialect dialect() {
        return "semicolon".equals(values.get(Parameter.SEPARATOR)) ? CsvDialect.SEMICOLON : CsvDialect.COMMA;
    }

    /** @throws BudgetFailure {@code malformed-request} if the parameter is absent */
    CustomerTenantId customer() {
        return Optional.ofNullable(values.get(Parameter.CUSTOMER))
                .flatMap(CustomerTenantId::parse)
                .orElseThrow(() -> malformed(List.of(new FieldFault("?" + Parameter.CUSTOMER.text, "is missing"))));
    }
}
