package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.json.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the arithmetic of the page with {@link BigDecimal}. */
class PageDecimalsInChromeTest {
    private static final int PAIRS = 2_000;

    @Test
    void amounts_are_added_compared_and_grouped_without_losing_a_digit() throws Exception {
        var random = new Random(20261128);
        var pairs = new ArrayList<List<String>>();
        var expected = new ArrayList<List<String>>();
        for (var i = 0; i < PAIRS; i++) {
            var a = amount(random);
            var b = amount(random);
            pairs.add(List.of(a.toPlainString(), b.toPlainString()));
            expected.add(List.of(
                    a.add(b).toPlainString(),
                    a.subtract(b).toPlainString(),
                    Integer.toString(a.compareTo(b)),
                    grouped(a),
                    b.signum() == 0
                            ? "none"
                            : a.multiply(BigDecimal.valueOf(100))
                                    .divide(b, 4, RoundingMode.HALF_UP)
                                    .toPlainString(),
                    a.scale() <= 2
                            ? a.toPlainString()
                            : a.setScale(2, RoundingMode.HALF_UP).toPlainString()));
        }
        try (var browser = Browser.started()) {
            var page = BrowserPage.open(browser, ReportPage.of("{\"customers\":[]}"));
            var results = page.value(JsonText.of(pairs) + """
                    .map(([x, y]) => {
                      const a = decimal(x);
                      const b = decimal(y);
                      const share = percentOf(a, b);
                      return [plain(plus(a, b)), plain(minus(a, b)), String(compare(a, b)), grouped(x),
                        share ? plain(share) : 'none', plain(rounded(a, 2))];
                    })""");
            for (var i = 0; i < PAIRS; i++) {
                var result = new ArrayList<String>();
                results.get(i).forEach(text -> result.add(text.asText()));
                assertThat(result).as(pairs.get(i).toString()).isEqualTo(expected.get(i));
            }
        }
    }

    private static BigDecimal amount(Random random) {
        var digits = new BigInteger(1 + random.nextInt(60), random);
        var signed = random.nextInt(4) == 0 ? digits.negate() : digits;
        return new BigDecimal(signed, random.nextInt(random.nextInt(10) == 0 ? 20 : 3));
    }

    private static String grouped(BigDecimal number) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        var whole = format.format(number.abs().toBigInteger());
        var text = number.toPlainString();
        var fraction = text.contains(".") ? text.substring(text.indexOf('.')) : "";
        return (number.signum() < 0 ? "−" : "") + whole + fraction;
    }
}
