package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request has the peculiarities of the real host and worker. */
class HostRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            ?dryRun {}
            ?dryRun= {}
            ?a=1&a=2&A=3 {a=1,2,3}
            ?x=a|b {x=a|b}
            ?c=%zz {c=%zz}
            ?n%61me=a%2b+b '{name=a+ b}'
            """)
    void the_parameters_accept_an_invalid_query(String query, String map) {
        assertThat(request(query).getQueryParameters()).hasToString(map);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?x=a|b", "?c=%zz"})
    void the_uri_rejects_an_invalid_query(String query) {
        assertThatThrownBy(request(query)::getUri).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_url_without_a_query_has_no_parameters() {
        assertThat(request("").getQueryParameters()).isEmpty();
        assertThat(request("").getUri().getRawQuery()).isNull();
    }

    private static HostRequest request(String query) {
        return new HostRequest(HttpMethod.GET, "http://127.0.0.1/api/usage-budget" + query, Map.of(), "");
    }
}
