package org.fovea.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line is a command line only: commands, options that they share, results as text, what a terminal shows.
 * What they do is in {@code app}.
 */
class CommandLineTest {
    private static final String COMMANDS = "org.fovea.cli.command..";
    private static final String OPTIONS = "org.fovea.cli.option..";
    private static final String TEXT = "org.fovea.cli.text..";
    private static final String TERMINAL = "org.fovea.cli.terminal..";

    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.fovea.cli");

    @Test
    void packages_are_those_that_are_described_here() {
        classes()
                .should()
                .resideInAnyPackage("org.fovea.cli", COMMANDS, OPTIONS, TEXT, TERMINAL)
                .check(CLI);
    }

    /** Or what commands extend, or nested in one class. */
    @Test
    void packages_of_commands_hold_commands_only() {
        List<String> others = CLI.stream()
                .filter(resideInAnyPackage(COMMANDS))
                .filter(type -> type.getEnclosingClass().isEmpty()
                        && !type.getSimpleName().equals("package-info"))
                .filter(type -> !isCommand(type)
                        && type.getSubclasses().isEmpty()
                        && CLI.stream().noneMatch(nested -> isIn(nested, type) && isCommand(nested)))
                .map(JavaClass::getName)
                .toList();
        assertThat(others).isEmpty();
    }

    private static boolean isCommand(JavaClass type) {
        return type.isAnnotatedWith(Command.class);
    }

    private static boolean isIn(JavaClass nested, JavaClass type) {
        return nested.getEnclosingClass().filter(type::equals).isPresent();
    }

    @Test
    void commands_know_options_text_and_terminal_and_not_the_other_way_round() {
        noClasses()
                .that()
                .resideInAnyPackage(OPTIONS, TEXT, TERMINAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMMANDS, "org.fovea.cli")
                .check(CLI);
        slices().matching("org.fovea.cli.(option|text|terminal)..")
                .should()
                .notDependOnEachOther()
                .check(CLI);
    }

    @Test
    void text_and_terminal_know_nothing_of_arguments() {
        noClasses()
                .that()
                .resideInAnyPackage(TEXT, TERMINAL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLI);
    }

    @Test
    void networks_video_databases_and_pages_are_for_the_modules_below() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.bytedeco..",
                        "org.jdbi..",
                        "java.sql..",
                        "javax.sql..",
                        "org.sqlite..",
                        "gg.jte..",
                        "io.javalin.."))
                .check(CLI);
    }

    @Test
    void options_that_several_commands_have_are_declared_once() {
        Set<String> shared = Set.of(
                "--json", "--force", "-o", "--output", "--threads", "--evaluators", "--no-cache", "--original-bytes");
        List<String> again = CLI.stream()
                .filter(resideInAnyPackage(COMMANDS))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.isAnnotatedWith(Option.class)
                        && Arrays.stream(field.getAnnotationOfType(Option.class).names())
                                .anyMatch(shared::contains))
                .map(field -> field.getFullName())
                .toList();
        assertThat(again).isEmpty();
    }
}
