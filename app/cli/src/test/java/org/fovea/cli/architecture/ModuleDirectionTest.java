package org.fovea.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The direction of dependencies in {@code docs/architecture.md}: lower modules know nothing of higher ones. */
class ModuleDirectionTest {
    /** Annotations that say what may be null; nothing of them is needed at run time. */
    private static final String NULL_MARKS = "org.jspecify.annotations";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.fovea");

    /** Modules that each may use besides Java, and libraries. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            isolate | '' | ''
            codec | '' | jdk.incubator.vector
            render | codec | jdk.incubator.vector
            video | isolate render codec | org.bytedeco
            interop | video render codec | org.tukaani.xz
            config | codec | tools.jackson com.fasterxml.jackson.annotation
            evaluate | config video codec | org.bytedeco ai.onnx.proto ai.onnxruntime com.google.protobuf \
                tools.jackson com.fasterxml.jackson.annotation
            samples | evaluate video codec | org.bytedeco
            encode | config evaluate render video codec | org.bytedeco tools.jackson \
                com.fasterxml.jackson.annotation
            lab | config encode evaluate codec | org.jdbi org.flywaydb org.sqlite org.postgresql \
                com.zaxxer.hikari tools.jackson \
                com.fasterxml.jackson.annotation com.sun.management javax.sql
            site | lab config evaluate video codec | gg.jte io.javalin jakarta.servlet org.eclipse.jetty \
                org.commonmark tools.jackson com.fasterxml.jackson.annotation kotlin javax.xml
            fleet | isolate app site encode evaluate video config codec | tools.jackson \
                com.fasterxml.jackson.annotation com.sun.management
            challenge | isolate render codec | tools.jackson com.fasterxml.jackson.annotation
            challenge.inflater | render codec | ''
            spark | fleet app | org.apache.spark org.apache.hadoop scala
            """)
    void a_module_needs_lower_ones_and_libraries_of_its_own_only(String module, String modules, String libraries) {
        Stream<String> own =
                Stream.of((module + " " + modules).strip().split(" ")).map("org.fovea."::concat);
        Stream<String> others =
                Stream.of((NULL_MARKS + " java " + libraries).strip().split("\\s+"));
        classes()
                .that()
                .resideInAPackage("org.fovea." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(own, others).map(name -> name + "..").toArray(String[]::new))
                .allowEmptyShould(module.equals("spark")) // built with its profile only
                .check(ALL);
    }

    @Test
    void the_application_knows_nothing_of_the_command_line_and_of_fleets() {
        noClasses()
                .that()
                .resideInAPackage("org.fovea.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.fovea.cli..", "org.fovea.fleet..", "picocli..")
                .check(ALL);
    }

    @Test
    void nobody_else_knows_spark() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.fovea.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.fovea.spark..", "org.apache.spark..", "org.apache.hadoop..", "scala..")
                .check(ALL);
    }

    @Test
    void the_test_kit_is_for_tests_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.fovea.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.fovea.testkit..")
                .check(ALL);
    }

    @Test
    void packages_of_a_module_form_no_cycle() {
        slices().matching("org.fovea.(*).(*)..").should().beFreeOfCycles().check(ALL);
    }
}
