package io.github.usagebudget.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.partnercenter.PartnerCenterLists.CustomerReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerReaderTest {
    private static final String ID = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String OTHER = "c0ffee00-0000-4000-8000-000000000001";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # customer                                                                   | read
            "id":"ID","companyProfile":{"companyName":"Fabrikam","domain":"f.example"}   | ID Fabrikam f.example
            "ID":"ID","CompanyProfile":{"CompanyName":"Fabrikam","Domain":"f.example"}   | ID Fabrikam f.example
            "id":"ID","companyProfile":{"tenantId":"OTHER","companyName":"Fabrikam"}     | ID Fabrikam none
            "companyProfile":{"tenantId":"ID"}                                           | ID none none
            "id":"ID","companyProfile":""                                                | ID none none
            "id":"ID","companyProfile":null                                              | ID none none
            "id":"ID","companyProfile":{"companyName":"","domain":null}                  | ID none none
            "id":"ID","companyProfile":{"companyName":7}                                 | ID none none
            "id":"ID","relationshipToPartner":"reseller"                                 | ID none none
            "id":"ID","relationshipToPartner":"Reseller"                                 | ID none none
            "id":"ID","relationshipToPartner":"unknown"                                  | ID none none
            "id":"ID","relationshipToPartner":null                                       | ID none none
            "id":"ID","relationshipToPartner":""                                         | ID none none
            "id":"ID","relationshipToPartner":"advisor"                                  | none
            "id":"ID","relationshipToPartner":"syndication"                              | none
            "id":"ID","relationshipToPartner":"none"                                     | none
            "relationshipToPartner":"microsoft_support"                                  | none
            """)
    void reads_the_id_and_names_of_a_customer(String customer, String read) {
        var found = CustomerReader.read(json(customer))
                .map(known -> known.id() + " " + known.companyName().orElse("none") + " "
                        + known.domain().orElse("none"));
        assertThat(found.orElse("none")).isEqualTo(named(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"id\":\"7\"", "\"id\":7", "\"id\":\"ID\",\"ID\":\"OTHER\""})
    void a_customer_without_a_clear_id_is_a_failure_because_the_list_would_be_incomplete(String customer) {
        assertThatThrownBy(() -> CustomerReader.read(json(customer)))
                .isInstanceOf(BudgetFailure.class)
                .hasMessage("The list of customers has a customer without an id.");
    }

    private static JsonValue json(String members) {
        return JsonValue.object(("{" + named(members) + "}").getBytes(UTF_8)).orElseThrow();
    }

    /** Gives the values of ids readable names. */
    private static String named(String text) {
        return text.replace("OTHER", OTHER).replaceAll("(?<![a-zA-Z])ID(?!\":)", ID);
    }
}
