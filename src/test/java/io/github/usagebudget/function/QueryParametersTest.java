package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.function.QueryParameters.Parameter;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    private static final Set<Parameter> DRY_RUN = EnumSet.of(Parameter.DRY_RUN);
    private static final Set<Parameter> CUSTOMER = EnumSet.of(Parameter.CUSTOMER);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            ?dryRun=true                   | true
            ?dryRun=false                  | false
            ?code=secret%3D%3D&dryRun=true | true
            ?&dryRun=true&                 | true
            ?dry%52un=tr%75e               | true
            ?                              | none
            ?code=secret                   | none
            ''                             | none
            """)
    void reads_the_allowed_parameters(String query, Boolean dryRun) {
        assertThat(read(query, DRY_RUN).flag(Parameter.DRY_RUN)).isEqualTo(Optional.ofNullable(dryRun));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # query                  | parameter | fault
            ?dryRun                  | dryRun    | has no value
            ?dryRun=                 | dryRun    | has no value
            ?dryRun&dryRun=true      | dryRun    | has no value
            ?dryRun=1                | dryRun    | must be true or false
            ?dryRun=TRUE             | dryRun    | must be true or false
            ?dryRun=true%20          | dryRun    | must be true or false
            ?dryRun=true;            | dryRun    | must be true or false
            ?dryRun=true,true        | dryRun    | must be true or false
            ?dryRun=true=true        | dryRun    | must be true or false
            ?dryRun=%ff              | dryRun    | is not UTF-8
            ?dry_run=true            | dry_run   | is not known here; this request can have dryRun
            ?dryrun=true             | dryrun    | is not known here; this request can have dryRun
            ?DRYRUN=true             | DRYRUN    | is not known here; this request can have dryRun
            ?dryRun%20=true          | 'dryRun ' | is not known here; this request can have dryRun
            ?undo=true               | undo      | is not known here; this request can have dryRun
            ?separator=comma         | separator | is not known here; this request can have dryRun
            ?Code=x                  | Code      | is not known here; this request can have dryRun
            ?code                    | code      | has no value
            ?code=                   | code      | has no value
            ?code=%ff                | code      | is not UTF-8
            ?code=x&code=x           | code      | occurs twice
            ?dryRun=true&dryRun=true | dryRun    | occurs twice
            ?dryRun=true&dry%52un=no | dryRun    | occurs twice
            ?=true                   | without a name | is not known here; this request can have dryRun
            """)
    void refuses_and_names_any_other_parameter(String query, String parameter, String fault) {
        var failure = refused(query, DRY_RUN);
        assertThat(failure.kind()).isEqualTo(BudgetFailure.Kind.MALFORMED_REQUEST);
        assertThat(failure.faults()).contains(new FieldFault("?" + parameter, fault));
        assertThat(failure.getMessage())
                .startsWith("The query parameter " + parameter + " " + fault)
                .endsWith(". Nothing was written.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04", "4D3CF487-70F4-4E1E-9FF1-B2BFCE8D9F04"})
    void reads_a_customer(String id) {
        assertThat(read("?customerTenantId=" + id, CUSTOMER).customer())
                .hasToString("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # query                              | fault
            ?customerTenantId=1-1-1-1-1          | must be a GUID: the customer's Microsoft ID
            ?customerTenantId=..%2F..            | must be a GUID: the customer's Microsoft ID
            ?customerTenantId=                   | has no value
            ?customerTenantId                    | has no value
            """)
    void refuses_a_value_that_is_not_a_customer(String query, String fault) {
        assertThat(refused(query, CUSTOMER).faults()).containsExactly(new FieldFault("?customerTenantId", fault));
    }

    @Test
    void a_missing_customer_is_a_fault_if_it_is_required() {
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> read("?code=k", CUSTOMER).customer());
        assertThat(failure.kind()).isEqualTo(BudgetFailure.Kind.MALFORMED_REQUEST);
        assertThat(failure.faults()).containsExactly(new FieldFault("?customerTenantId", "is missing"));
    }

    @Test
    void a_function_without_parameters_reports_that() {
        assertThat(refused("?dryRun=true", Set.of()))
                .hasMessageContaining("The query parameter dryRun is not known here; this function has no parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=true&x=a|b", "?c=%zz", "?dryRun=%", "?a b=c", "?x=[\\]"})
    void a_query_that_is_not_a_valid_uri_is_refused(String query) {
        var failure = refused(query, DRY_RUN);
        assertThat(failure.kind()).isEqualTo(BudgetFailure.Kind.MALFORMED_REQUEST);
        assertThat(failure).hasMessageContaining("The query is not valid in a URI");
        assertThat(failure.faults()).extracting(FieldFault::pointer).containsExactly("?");
    }

    @Test
    void lists_every_fault_up_to_a_limit_and_quotes_no_value() {
        var failure = refused("?dryRun=s3cret&code=s3cret&code=s3cret&a=s3cret", DRY_RUN);
        assertThat(failure.faults()).extracting(FieldFault::pointer).containsExactly("?dryRun", "?code", "?a");
        assertThat(failure.toString() + failure.faults()).doesNotContain("s3cret");
        var many = IntStream.range(0, 1000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&", "?", ""));
        assertThat(refused(many, DRY_RUN).faults()).hasSize(20);
    }

    @Test
    void an_unknown_name_is_shown_on_one_line_unless_it_is_long() {
        assertThat(refused("?a%0d%0ab%E2%80%AEc=1", DRY_RUN)).hasMessageContaining("parameter a b c is not known");
        // a long name can be a function key without its "code="
        assertThat(refused("?" + "k".repeat(56), DRY_RUN))
                .hasMessageContaining("parameter with a long name is not known")
                .hasMessageNotContaining("kkkk");
    }

    private static BudgetFailure refused(String query, Set<Parameter> allowed) {
        return catchThrowableOfType(BudgetFailure.class, () -> read(query, allowed));
    }

    private static QueryParameters read(String query, Set<Parameter> allowed) {
        return QueryParameters.read(() -> URI.create("http://127.0.0.1/api/usage-budget" + query), allowed);
    }
}
