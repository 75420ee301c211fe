package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The company names of a plan are in its report and nowhere else. */
@QuarkusTest
class CompanyNameTest extends ApplicationFixture {
    private final String customer = TestCaller.newCustomer();
    private final String failing = TestCaller.newCustomer();
    private final String nameless = TestCaller.newCustomer();

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @BeforeEach
    void three_customers() {
        Stream.of(customer, failing, nameless)
                .forEach(id -> simulator.partnerCenter().customer(id, "80"));
        simulator.partnerCenter().script(failing, SimulatedFault.status(403, 20002, "No."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?dryRun=true"})
    void a_company_name_is_in_the_report_and_neither_logged_nor_sent_to_partner_center(String query) {
        TestCaller.post(given(), "/budget-plan" + query, "application/json", plan())
                .then()
                .statusCode(200)
                .body("customers[0].companyName", equalTo("Fabrikam <b>, Inc."))
                .body("customers[1].companyName", equalTo("Contoso"))
                .body("customers[1].outcome", equalTo("failed"))
                .body("customers[2].companyName", nullValue());
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("Fabrikam") || line.contains("Contoso"));
        assertThat(simulator.seen())
                .noneMatch(call -> (call.body() + call.headers() + call.query()).matches("(?s).*(Fabrikam|Contoso).*"));
    }

    @Test
    void the_page_also_shows_the_company_name() {
        TestCaller.post(given().header("Accept", "text/html"), "/budget-plan", "application/json", plan())
                .then()
                .statusCode(200)
                .body(containsString("\"companyName\":\"Fabrikam \\u003cb\\u003e, Inc.\""));
    }

    private String plan() {
        return "{\"budgets\":["
                + TestCaller.change(customer, "\"companyName\":\" Fabrikam\\n<b>, Inc.\",\"amount\":90") + ","
                + TestCaller.change(failing, "\"companyName\":\"Contoso\",\"amount\":90") + ","
                + TestCaller.change(nameless, "\"companyName\":\"\",\"amount\":90") + "]}";
    }
}
