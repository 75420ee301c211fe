package io.github.usagebudget;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.microsoft.azure.functions.ExecutionContext;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house rules, so that the folder listing stays true. */
class ArchitectureTest {
    private static final String HOUSE = "io.github.usagebudget";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(HOUSE);

    @Test
    void the_core_knows_the_jdk_alone() {
        classes()
                .that()
                .resideInAPackage(HOUSE + ".budget")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", HOUSE + ".budget"))
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # package,      may know
                    config,         budget
                    json,           budget
                    reading,        budget
                    plan,           budget reading
                    remote,         budget json
                    readiness,      budget config remote
                    entra,          budget config json remote readiness
                    keyvault,       budget config json remote readiness entra
                    partnercenter,  budget config json remote readiness entra
                    caller,         budget config remote entra
                    function,       budget config json reading plan remote readiness entra caller
                    """)
    void each_package_knows_only_what_it_needs(String from, String mayKnow) {
        var allowed = List.of(mayKnow.split(" "));
        DescribedPredicate<JavaClass> another = DescribedPredicate.describe(
                "in another package of the house than " + allowed,
                type -> type.getPackageName().startsWith(HOUSE + ".")
                        && !type.getPackageName().equals(HOUSE + "." + from)
                        && !allowed.contains(type.getPackageName().substring(HOUSE.length() + 1)));
        noClasses()
                .that()
                .resideInAPackage(HOUSE + "." + from)
                .should()
                .dependOnClassesThat(another)
                .check(MAIN);
    }

    @Test
    void there_are_no_cycles() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    /** It makes every line safe to show, so nothing else may write one. */
    @Test
    void one_class_alone_writes_to_the_log() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(HOUSE + ".function.Origin")
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
    void nobody_but_its_neighbour_can_call_a_declarative_client() {
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
                .beAnnotatedWith(Path.class)
                .check(MAIN);
    }

    @Test
    void the_witnesses_know_nothing_of_the_function() {
        noClasses()
                .that()
                .resideInAnyPackage(HOUSE + ".simulator", HOUSE + ".local")
                .should()
                .dependOnClassesThat(resideInAPackage(HOUSE + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(HOUSE + ".simulator", HOUSE + ".local"))))
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
