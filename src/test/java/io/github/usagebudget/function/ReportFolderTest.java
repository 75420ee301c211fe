package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.function.BatchMessage.ReportFolder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folder of reports, and the paths in it. */
class ReportFolderTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            budgets/reports/{DateTime}.json,     budgets/reports
            reports/{rand-guid}.json,            reports
            budgets/a/b/report.html,             budgets/a/b
            budgets/{DateTime}/report.json,      budgets
            budgets/a/{DateTime}/b/report.json,  budgets/a
            """)
    void the_folder_is_the_part_of_the_setting_before_its_first_placeholder(String setting, String folder) {
        assertThat(ReportFolder.of(settings(setting)).path()).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({"report.json", "{container}/report.json", "/report.json"})
    void a_setting_without_a_container_is_misconfigured(String setting) {
        var failure = catchThrowableOfType(BudgetFailure.class, () -> ReportFolder.of(settings(setting)));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure).hasMessageContaining("BUDGET_REPORT_BLOB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            budgets/reports|true
            budgets/reports/2026|true
            budgets/reports/2026/11 28_a-b.c|true
            budgets|false
            budgets/report|false
            budgets/reports2|false
            Budgets/reports|false
            BUDGETS/REPORTS|false
            config|false
            /budgets/reports|false
            budgets/reports/|false
            budgets/reports//x|false
            budgets/reports/.|false
            budgets/reports/..|false
            budgets/reports/../../config|false
            budgets/reports/.../x|false
            budgets/../config|false
            ../budgets/reports|false
            budgets/reports/{DateTime}|false
            budgets/reports/{runId}|false
            budgets/reports/%2e%2e/config|false
            budgets/reports\\..\\config|false
            budgets/reports/a?b|false
            budgets/reports/a#b|false
            budgets/reports/ä|false
            """)
    void a_report_path_outside_the_folder_is_refused(String path, boolean held) {
        assertThat(new ReportFolder("budgets/reports").holds(path)).isEqualTo(held);
        assertThat(new ReportFolder("budgets/reports").holds(path + "\n")).isFalse();
    }

    @Test
    void a_path_has_a_limited_length() {
        assertThat(new ReportFolder("b").holds("b" + "/x".repeat(9))).isFalse();
        assertThat(new ReportFolder("b").holds("b/" + "x".repeat(129))).isFalse();
    }

    private static Settings settings(String reportBlob) {
        return new Settings(name -> Optional.of(reportBlob).filter(value -> name.equals("BUDGET_REPORT_BLOB")));
    }
}
