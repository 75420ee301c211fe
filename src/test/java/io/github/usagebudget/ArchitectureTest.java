package io.github.usagebudget;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.microsoft.azure.functions.ExecutionContext;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directions of dependencies, and the rules that have one home. */
class ArchitectureTest {
    private static final String ROOT = "io.github.usagebudget";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);

    @Test
    void the_core_knows_the_jdk_alone() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".budget")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + ".budget"))
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # package,      may know
                    config,         budget
                    json,           budget
                    plan,           budget json
                    http,           budget json
                    readiness,      budget config http
                    entra,          budget config json http readiness
                    keyvault,       budget config json http readiness entra
                    partnercenter,  budget config json http readiness entra
                    callerauth,     budget config http
                    function,       budget config json plan http readiness entra callerauth
                    startup,
                    """)
    void each_package_knows_only_what_it_needs(String from, String mayKnow) {
        var allowed = mayKnow == null ? List.of() : List.of(mayKnow.split(" "));
        DescribedPredicate<JavaClass> another = DescribedPredicate.describe(
                "in a package other than " + allowed,
                type -> type.getPackageName().startsWith(ROOT + ".")
                        && !type.getPackageName().equals(ROOT + "." + from)
                        && !allowed.contains(type.getPackageName().substring(ROOT.length() + 1)));
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + from)
                .should()
                .dependOnClassesThat(another)
                .check(MAIN);
    }

    @Test
    void there_are_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    /** It makes every line safe to show, so nothing else may write one. */
    @Test
    void one_class_alone_writes_to_the_log() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".function.InvocationContext")
                .should()
                .callMethod(ExecutionContext.class, "getLogger")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(Logger.class.getName())
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jboss.logging..", "org.slf4j..", "io.quarkus.logging..")
                .orShould(ACCESS_STANDARD_STREAMS)
                .check(MAIN);
    }

    /** What it is made of can come from outside, and {@code JsonText} escapes it; {@code FaultReader} makes what Partner Center says safe. */
    @Test
    void outside_text_becomes_a_body_or_a_fault_in_one_place_each_which_makes_it_safe() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".json")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(JsonGenerator.class.getName())
                .check(MAIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".partnercenter.PartnerCenterErrors$FaultReader")
                .should()
                .accessTargetWhere(
                        target(nameMatching("<init>")).and(target(owner(type(BudgetFailure.PartnerCenterFault.class)))))
                .check(MAIN);
        for (var maker :
                List.of("json.JsonText", "partnercenter.PartnerCenterErrors$FaultReader", "function.InvocationContext"))
            classes()
                    .that()
                    .haveFullyQualifiedName(ROOT + "." + maker)
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(SafeText.class.getName())
                    .check(MAIN);
    }

    @Test
    void elapsed_time_and_the_wall_clock_have_one_source_each() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Ticker.class.getName())
                .should()
                .accessTargetWhere(
                        target(owner(type(System.class))).and(target(nameMatching("nanoTime|currentTimeMillis"))))
                .orShould()
                .accessTargetWhere(target(owner(type(Instant.class))).and(target(nameMatching("now"))))
                .check(MAIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".function.Beans")
                .should()
                .accessTargetWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))))
                .check(MAIN);
    }

    @Test
    void one_table_alone_knows_the_statuses_of_partner_center() throws IOException {
        var status = Pattern.compile("\\bstatus\\(\\) *[=!<>]=? *\\d|\\bcase \\d{3}\\b");
        try (var sources = Files.list(Path.of("src/main/java/io/github/usagebudget/partnercenter"))) {
            for (var source :
                    sources.filter(file -> !file.endsWith("StatusMeaning.java")).toList())
                assertThat(Files.readString(source)).as("%s", source).doesNotContainPattern(status);
        }
    }

    @Test
    void nothing_depends_on_what_runs_at_start_up() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".startup")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".startup")
                .check(MAIN);
    }

    @Test
    void no_two_classes_have_the_same_simple_name() {
        var byName = Stream.concat(MAIN.stream(), TESTS.stream())
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName));
        byName.values().removeIf(types -> types.size() == 1);
        assertThat(byName).isEmpty();
    }

    /** A name that matches nothing leaves a class without mutations, or its mutations without a test, and the build says nothing. */
    @Test
    void each_class_that_the_mutation_tests_name_exists() throws IOException {
        var classes = Stream.concat(MAIN.stream(), TESTS.stream())
                .map(JavaClass::getName)
                .toList();
        var named = Pattern.compile("<param>(" + ROOT + "\\.[^<]+)</param>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(found -> "\\Q" + found.group(1).replace("*", "\\E.*\\Q") + "\\E")
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(classes).anyMatch(each -> each.matches(name)));
    }

    @Test
    void money_is_never_binary() {
        var binary = List.of("double", "float", "java.lang.Double", "java.lang.Float");
        fields().should().notHaveRawType(oneOf(binary)).check(MAIN);
        methods()
                .should(new ArchCondition<>("neither take nor return binary floating point") {
                    @Override
                    public void check(com.tngtech.archunit.core.domain.JavaMethod method, ConditionEvents events) {
                        var types = new java.util.ArrayList<>(method.getRawParameterTypes());
                        types.add(method.getRawReturnType());
                        if (types.stream().anyMatch(type -> binary.contains(type.getName())))
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                    }
                })
                .check(MAIN);
    }

    @Test
    void only_its_own_package_can_call_a_declarative_client() {
        classes()
                .that()
                .areInterfaces()
                .and()
                .haveSimpleNameEndingWith("Api")
                .should()
                .bePackagePrivate()
                .check(MAIN);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Api")
                .should()
                .beAnnotatedWith(jakarta.ws.rs.Path.class)
                .check(MAIN);
    }

    @Test
    void the_local_host_and_the_simulator_know_nothing_of_the_function() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".simulator", ROOT + ".local")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(ROOT + ".simulator", ROOT + ".local"))))
                .check(TESTS);
    }

    @Test
    void every_sentence_in_a_test_class_is_a_test() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveNameMatching(".*(Test|IT)")
                .and()
                .haveNameMatching("[a-z0-9A-Z]+(_[a-z0-9A-Z]+)+")
                .and()
                .arePackagePrivate()
                .should(beRunByJUnit())
                .check(TESTS);
    }

    private static DescribedPredicate<JavaClass> oneOf(List<String> names) {
        return DescribedPredicate.describe("one of " + names, type -> names.contains(type.getName()));
    }

    private static ArchCondition<com.tngtech.archunit.core.domain.JavaMethod> beRunByJUnit() {
        return new ArchCondition<>("carry an annotation of JUnit's or jqwik's") {
            @Override
            public void check(com.tngtech.archunit.core.domain.JavaMethod method, ConditionEvents events) {
                var run = method.getAnnotations().stream()
                        .anyMatch(annotation -> annotation
                                .getRawType()
                                .getPackageName()
                                .matches("org\\.junit\\.jupiter.*|net\\.jqwik.*"));
                if (!run) events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is never run"));
            }
        };
    }
}
