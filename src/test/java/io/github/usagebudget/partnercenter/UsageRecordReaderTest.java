package io.github.usagebudget.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.partnercenter.PartnerCenterLists.UsageRecordReader;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The budget in a usage record: a number, none, or nothing reliable. */
class UsageRecordReaderTest {
    private static final String ID = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01";
    private static final String OTHER = "11111111-2222-4333-8444-555555555555";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # record, without the customer's id                                                         | budget
            "budget":{"amount":50,"attributes":{"objectType":"SpendingBudget"}}                         | 50
            "Budget":{"Amount":50,"Attributes":{"ObjectType":"SpendingBudget"}}                         | 50
            "budget":{"usageSpendingBudget":50}                                                         | 50
            "budget":{"attributes":{"objectType":"SpendingBudget"}}                                     | none
            "budget":{"amount":null}                                                                    | none
            "budget":{"attributes":{"objectType":"SpendingBudget"}},"percentUsed":0,"totalCost":1.5     | none
            "budget":{"amount":50},"customerSpendingBudget":{"amount":50.00}                            | 50
            "budget":{"amount":50},"customerSpendingBudget":{}                                          | 50
            "budget":{"amount":50},"attributes":{"objectType":"CustomerMonthlyUsageRecord"}             | 50
            "budget":{"ammount":50,"attributes":{"objectType":"SpendingBudget"}}                        | unclear
            "budget":{"ount":"50","attributes":{"objectType":"SpendingBudget"}}                         | unclear
            "budget":{"amount":"50","attributes":{"objectType":"SpendingBudget"}}                       | unclear
            "budget":{"amount":50,"amount":60}                                                          | unclear
            "budget":{"amount":50,"Amount":50}                                                          | unclear
            "budget":{"amount":50,"usageSpendingBudget":60}                                             | unclear
            "budget":{"amount":50,"attributes":{"objectType":"Customer"}}                               | unclear
            "budget":{"amount":50},"budget":{"amount":50}                                               | unclear
            "budget":{"amount":50},"Budget":{"amount":60}                                               | unclear
            "budget":{"amount":50},"customerSpendingBudget":{"amount":60}                               | unclear
            "budget":{"attributes":{"objectType":"SpendingBudget"}},"spendingBudget":{"amount":60}      | unclear
            "budget":{"attributes":{"objectType":"SpendingBudget"}},"percentUsed":602.84                | unclear
            "budget":{"amount":50},"attributes":{"objectType":"SubscriptionMonthlyUsageRecord"}         | unclear
            "budget":{"amount":null},"percentUsed":"12.5"                                               | unclear
            "budget":{"amount":null},"percentUsed":0.00                                                 | none
            "budget":{"amount":null},"usageSpendingBudget":50                                           | unclear
            "budget":{"amount":50},"usageSpendingBudget":50.0                                           | 50
            "budget":{"amount":null},"spendingBudget":50                                                | unclear
            "budget":{"amount":-5}                                                                      | unclear
            "budget":{}                                                                                 | unclear
            "budget":null                                                                               | unclear
            "budget":50                                                                                 | unclear
            "totalCost":50                                                                              | unclear
            """)
    void reads_a_record_as_strictly_as_a_single_answer(String record, String budget) {
        assertThat(read("{\"resourceId\":\"" + ID + "\"," + record + "}")).isEqualTo(ID + "=" + budget);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "resourceId":"ID"                       | ID=50
            "ResourceId":"ID"                       | ID=50
            "id":"ID"                               | ID=50
            "resourceId":"ID","id":"ID"             | ID=50
            "resourceId":"ID","id":"OTHER"          | ID=unclear OTHER=unclear
            "resourceId":"ID","resourceId":"OTHER"  | ID=unclear OTHER=unclear
            "resourceId":"ID","ResourceId":"ID"     | ID=unclear
            "resourceName":"ID"                     | ''
            """)
    void reads_the_customer_of_a_record(String ids, String entries) {
        var record = "{" + named(ids) + ",\"budget\":{\"amount\":50}}";
        assertThat(read(record)).isEqualTo(named(entries));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "currencyCode":"EUR"                         | EUR
            "CurrencyCode":"usd"                         | USD
            "currencyCode":"EUR","budget":{"amount":"?"} | EUR
            "currencyCode":"€"                           | unclear
            "currencyCode":978                           | unclear
            "currencyCode":null                          | unclear
            "currencyCode":"EUR","currencyCode":"EUR"    | unclear
            "currencyLocale":"fr-FR"                     | unclear
            """)
    void reads_the_currency_only_if_it_is_unambiguous(String record, String currency) {
        var item = JsonValue.object(("{\"resourceId\":\"" + ID + "\"," + record + "}").getBytes(UTF_8))
                .orElseThrow();
        assertThat(UsageRecordReader.read(item).map(entry -> entry.currency().orElse("unclear")))
                .containsExactly(currency);
    }

    private static String named(String text) {
        return text.replace("OTHER", OTHER).replaceAll("\\bID\\b", ID);
    }

    private String read(String record) {
        var item = JsonValue.object(record.getBytes(UTF_8)).orElseThrow();
        return UsageRecordReader.read(item)
                .map(entry -> entry.customer() + "="
                        + entry.budget().map(Budget::toString).orElse("unclear"))
                .collect(Collectors.joining(" "));
    }
}
