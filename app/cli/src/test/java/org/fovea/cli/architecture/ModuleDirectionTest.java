package org.fovea.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The direction of dependencies in {@code docs/architecture.md}: lower modules know nothing of higher ones. */
class ModuleDirectionTest {
    private static final String JAVA = "java..";
    private static final String VECTORS = "jdk.incubator.vector..";
    /** Annotations that say what may be null; nothing of them is needed at run time. */
    private static final String NULL_MARKS = "org.jspecify.annotations..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.fovea");

    @ParameterizedTest
    @CsvSource({
        "isolate, 7",
        "codec, 50",
        "render, 10",
        "video, 3",
        "interop, 10",
        "config, 5",
        "app, 60",
        "fleet, 15",
        "testkit, 3",
        "cli, 20"
    })
    void every_module_is_looked_at(String module, int least) {
        long count = ALL.stream()
                .filter(type -> type.getPackageName().startsWith("org.fovea." + module))
                .count();
        assertThat(count).isGreaterThanOrEqualTo(least);
    }

    @Test
    void isolate_needs_java_only() {
        verify("isolate", "org.fovea.isolate..", JAVA);
    }

    @Test
    void codec_needs_java_only() {
        verify("codec", "org.fovea.codec..", JAVA, VECTORS);
    }

    @Test
    void render_needs_java_and_codec_only() {
        verify("render", "org.fovea.render..", "org.fovea.codec..", JAVA, VECTORS);
    }

    @Test
    void video_needs_ffmpeg_codec_and_render_only() {
        verify(
                "video",
                "org.fovea.video..",
                "org.fovea.isolate..",
                "org.fovea.render..",
                "org.fovea.codec..",
                "org.bytedeco..",
                JAVA);
    }

    @Test
    void interop_needs_the_lower_modules_and_lzma_only() {
        verify(
                "interop",
                "org.fovea.interop..",
                "org.fovea.video..",
                "org.fovea.render..",
                "org.fovea.codec..",
                "org.tukaani.xz..",
                JAVA);
    }

    @Test
    void config_needs_codec_and_jackson_only() {
        verify(
                "config",
                "org.fovea.config..",
                "org.fovea.codec..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                JAVA);
    }

    @Test
    void evaluate_needs_config_video_libtorch_onnx_and_jackson_only() {
        verify(
                "evaluate",
                "org.fovea.evaluate..",
                "org.fovea.config..",
                "org.fovea.video..",
                "org.fovea.codec..",
                "org.bytedeco..",
                "ai.onnx.proto..",
                "ai.onnxruntime..",
                "com.google.protobuf..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                JAVA);
    }

    @Test
    void samples_needs_evaluate_and_video_only() {
        verify(
                "samples",
                "org.fovea.samples..",
                "org.fovea.evaluate..",
                "org.fovea.video..",
                "org.fovea.codec..",
                "org.bytedeco..",
                JAVA);
    }

    @Test
    void encode_needs_the_lower_modules_libtorch_and_jackson_only() {
        verify(
                "encode",
                "org.fovea.encode..",
                "org.fovea.config..",
                "org.fovea.evaluate..",
                "org.fovea.render..",
                "org.fovea.video..",
                "org.fovea.codec..",
                "org.bytedeco..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                JAVA);
    }

    @Test
    void lab_needs_encode_evaluate_and_libraries_of_its_own_only() {
        verify(
                "lab",
                "org.fovea.lab..",
                "org.fovea.config..",
                "org.fovea.encode..",
                "org.fovea.evaluate..",
                "org.fovea.codec..",
                "org.jdbi..",
                "org.flywaydb..",
                "org.sqlite..",
                "org.postgresql..",
                "com.zaxxer.hikari..",
                "io.modelcontextprotocol..",
                "org.apache.commons.csv..",
                "reactor.core..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                "com.sun.management..",
                JAVA,
                "javax.sql..");
    }

    @Test
    void site_needs_lab_and_libraries_of_its_own_only() {
        verify(
                "site",
                "org.fovea.site..",
                "org.fovea.lab..",
                "org.fovea.config..",
                "org.fovea.evaluate..",
                "org.fovea.video..",
                "org.fovea.codec..",
                "gg.jte..",
                "io.javalin..",
                "jakarta.servlet..",
                "org.eclipse.jetty..",
                "org.commonmark..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                "kotlin..",
                JAVA,
                "javax.xml..");
    }

    @Test
    void the_application_knows_nothing_of_the_command_line() {
        noClasses()
                .that()
                .resideInAPackage("org.fovea.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.fovea.cli..", "picocli..")
                .check(ALL);
    }

    @Test
    void the_application_knows_nothing_of_fleets() {
        noClasses()
                .that()
                .resideInAPackage("org.fovea.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.fovea.fleet..")
                .check(ALL);
    }

    @Test
    void fleet_needs_the_application_what_is_below_and_no_engine_of_a_cluster() {
        verify(
                "fleet",
                "org.fovea.fleet..",
                "org.fovea.isolate..",
                "org.fovea.app..",
                "org.fovea.site..",
                "org.fovea.encode..",
                "org.fovea.evaluate..",
                "org.fovea.video..",
                "org.fovea.config..",
                "org.fovea.codec..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                "com.sun.management..",
                JAVA);
    }

    /** Its module is built with profile spark only. */
    @Test
    void a_fleet_on_spark_needs_fleet_and_spark_only() {
        classes()
                .that()
                .resideInAPackage("org.fovea.spark..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.fovea.spark..",
                        "org.fovea.fleet..",
                        "org.fovea.app..",
                        "org.apache.spark..",
                        "org.apache.hadoop..",
                        "scala..",
                        NULL_MARKS,
                        JAVA)
                .allowEmptyShould(true)
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
    void challenge_needs_codec_render_and_jackson_only() {
        verify(
                "challenge",
                "org.fovea.challenge..",
                "org.fovea.isolate..",
                "org.fovea.render..",
                "org.fovea.codec..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                JAVA);
    }

    @Test
    void the_inflater_of_a_submission_needs_java_codec_and_render_only() {
        verify("challenge.inflater", "org.fovea.challenge.inflater..", "org.fovea.render..", "org.fovea.codec..", JAVA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isolate",
                "codec",
                "render",
                "interop",
                "video",
                "config",
                "evaluate",
                "encode",
                "samples",
                "challenge",
                "lab",
                "site",
                "app",
                "fleet"
            })
    void packages_of_a_module_form_no_cycle(String module) {
        slices().matching("org.fovea." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(ALL);
    }

    private static void verify(String module, String... allowed) {
        classes()
                .that()
                .resideInAPackage("org.fovea." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(NULL_MARKS), Stream.of(allowed)).toArray(String[]::new))
                .check(ALL);
    }
}
