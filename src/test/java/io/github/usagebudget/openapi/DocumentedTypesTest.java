package io.github.usagebudget.openapi;

import static io.github.usagebudget.openapi.ApiDocument.OPENAPI_3_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt.Outcome;
import io.github.usagebudget.function.BudgetExportResponse;
import io.github.usagebudget.function.BudgetPlanResponse.CustomerResult;
import io.github.usagebudget.function.BudgetPlanResponse.PlanReportResponse;
import io.github.usagebudget.function.Problem;
import io.github.usagebudget.function.UsageBudgetFunction.UsageBudgetResponse;
import io.github.usagebudget.function.UsageBudgetRequest;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.BudgetFields;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.readiness.ReadinessService.Readiness;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI documents and the code have the same fields and values. DocumentedAnswersTest checks real answers. */
class DocumentedTypesTest {
    @ParameterizedTest
    @EnumSource
    void the_operations_are_the_http_triggers(ApiDocument document) {
        var triggers = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.usagebudget").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .flatMap(DocumentedTypesTest::addresses)
                        .toList();
        assertThat(document.addresses().values()).containsExactlyInAnyOrderElementsOf(triggers);
    }

    private static Stream<String> addresses(JavaMethod method) {
        return method.getParameters().stream()
                .flatMap(parameter -> parameter.tryGetAnnotationOfType(HttpTrigger.class).stream())
                .flatMap(trigger ->
                        Arrays.stream(trigger.methods()).map(allowed -> allowed + " /api/" + trigger.route()));
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("UsageBudgetResponse", UsageBudgetResponse.class, Set.of()),
                Arguments.of("CurrentBudget", UsageBudgetResponse.class, Set.of("outcome", "previousAmount")),
                Arguments.of("Problem", Problem.class, Set.of()),
                Arguments.of("PartnerCenter", Problem.PartnerCenterAnswer.class, Set.of()),
                Arguments.of("Fault", BudgetFailure.FieldFault.class, Set.of()),
                Arguments.of("BudgetExport", BudgetExportResponse.Plan.class, Set.of("readAt")),
                Arguments.of("ExportedBudget", BudgetExportResponse.ExportedBudget.class, Set.of()),
                Arguments.of("UnreadableCustomer", BudgetExportResponse.UnreadableBudget.class, Set.of()),
                Arguments.of("PlanReport", PlanReportResponse.class, Set.of()),
                Arguments.of("CustomerOutcome", CustomerResult.class, Set.of()),
                Arguments.of("Readiness", Readiness.class, Set.of()),
                Arguments.of("Check", Readiness.Check.class, Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void the_documented_fields_are_the_components_of_the_record(String schema, Class<?> type, Set<String> internal) {
        var components = Arrays.stream(type.getRecordComponents())
                .filter(component -> !internal.contains(component.getName()))
                .collect(Collectors.toMap(JsonText::name, DocumentedTypesTest::documentedType));
        for (var document : ApiDocument.values()) {
            var types = document.properties(schema).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            property -> document.type(property.getValue()).replace("null or ", "")));
            assertThat(types).as(document + " " + schema).isEqualTo(components);
        }
    }

    /** The version and the pointers of a plan are computed, not fields; {@code unreadable} is a field of exports that a plan ignores. */
    @ParameterizedTest
    @EnumSource
    void the_documented_fields_of_a_plan_are_those_that_it_can_have(ApiDocument document) {
        var fields = Arrays.stream(BudgetPlan.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !Set.of("version", "pointers").contains(name));
        assertThat(document.properties("BudgetPlan").keySet())
                .isEqualTo(Stream.concat(fields, Stream.of("unreadable")).collect(Collectors.toSet()));
    }

    private static String documentedType(RecordComponent component) {
        var type = component.getGenericType().getTypeName();
        if (type.contains("BigDecimal")) return "number";
        if (type.contains("List<")) return "array";
        return switch (type) {
            case "java.lang.String", "java.util.UUID", "java.util.Optional<java.lang.String>" -> "string";
            case "boolean", "java.lang.Boolean" -> "boolean";
            case "int" -> "integer";
            default -> "object";
        };
    }

    @ParameterizedTest
    @EnumSource
    void every_amount_but_the_default_can_be_null(ApiDocument document) {
        for (var schema : document.schemaNames())
            document.properties(schema).forEach((name, property) -> {
                if (name.equals("defaultAmount"))
                    assertThat(document.type(property)).isEqualTo("number");
                else if (name.toLowerCase(Locale.ROOT).endsWith("amount") || name.equals("usageSpendingBudget"))
                    assertThat(document.type(property)).as(schema + " " + name).isEqualTo("null or number");
            });
    }

    @ParameterizedTest
    @EnumSource
    void the_documented_fields_of_a_request_are_those_that_it_can_have(ApiDocument document) {
        assertThat(document.properties("UsageBudgetRequest").keySet()).isEqualTo(UsageBudgetRequest.FIELDS);
        assertThat(document.properties("PlannedBudget").keySet()).isEqualTo(BudgetFields.PLANNED);
    }

    @Test
    void the_documented_media_types_of_a_plan_are_those_that_it_can_have() {
        var types = OPENAPI_3_1
                .requestContent(OPENAPI_3_1.operations().get("ApplyBudgetPlan"))
                .keySet();
        assertThat(types).contains("application/x-ndjson", "application/ndjson");
        assertThat(types.stream().map(type -> PlanFormat.ofContentType(type).orElseThrow()))
                .containsOnly(PlanFormat.values());
    }

    @ParameterizedTest
    @EnumSource
    void the_documented_values_of_a_field_are_those_in_the_code(ApiDocument document) {
        assertThat(document.values("Problem", "code"))
                .isEqualTo(written(BudgetFailure.Kind.values(), BudgetFailure.Kind::code));
        assertThat(document.values("UsageBudgetResponse", "outcome"))
                .isEqualTo(written(successes(), outcome -> outcome.name().toLowerCase(Locale.ROOT)));
        assertThat(document.values("Check", "name"))
                .isEqualTo(written(ReadinessCheck.Subject.values(), ReadinessCheck.Subject::written));
        var outcomes = written(PlannedOutcome.ReportedOutcome.values(), PlannedOutcome.ReportedOutcome::written);
        // only a timer's run fans out
        outcomes.remove("queued");
        assertThat(document.values("CustomerOutcome", "outcome")).isEqualTo(outcomes);
    }

    private static Outcome[] successes() {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome != Outcome.FAILED && outcome != Outcome.UNKNOWN)
                .toArray(Outcome[]::new);
    }

    private static <T> Set<String> written(T[] values, java.util.function.Function<T, String> words) {
        return Arrays.stream(values).map(words).collect(Collectors.toCollection(TreeSet::new));
    }
}
