package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips in a bucket of a server with the protocol of S3: S3Proxy. */
@Tag("slow")
@Tag("even")
class FleetStorageIT {
    @TempDir
    static Path folder;

    private static ObjectStorage storage;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(
                Files.isDirectory(SparkCluster.HOME.resolve("jars")) && Files.isDirectory(ObjectStorage.JARS),
                "built without Spark; ./mvnw -Pspark verify has it");
        Files.writeString(folder.resolve("tiny.yaml"), TinyFleet.PROFILE);
        storage = ObjectStorage.start(folder);
        Path drives = Files.createDirectories(folder.resolve("drives"));
        for (String day : List.of("monday", "tuesday")) {
            TinyFleet.draw(drives.resolve(day + ".mkv"), 2, day.length());
        }
        Files.writeString(drives.resolve("notes.txt"), "no clip");
        storage.upload(drives, "clips");
    }

    @AfterAll
    static void end() throws Exception {
        if (storage != null) {
            storage.close();
        }
    }

    private static Result run(Map<String, String> environment, List<String> command) throws Exception {
        return Fovea.run(folder, environment, command);
    }

    /** On this machine, with the key of the environment. */
    private static Result here(String results, String secret, List<String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of("fleet", "run", results + ".yaml", "--master", "local[2]"));
        command.addAll(List.of("--conf", "spark.local.dir=" + Files.createDirectories(scratch())));
        command.addAll(settings);
        return run(
                Map.of(
                        "SPARK_LOCAL_IP",
                        "127.0.0.1",
                        "AWS_ACCESS_KEY_ID",
                        ObjectStorage.NAME,
                        "AWS_SECRET_ACCESS_KEY",
                        secret),
                command);
    }

    private static Path scratch() {
        return folder.resolve("scratch");
    }

    private static void fleet(String results, String clips) throws IOException {
        Files.writeString(
                folder.resolve(results + ".yaml"),
                "clips: " + clips + "\nevaluators: bundled\nprofile: tiny.yaml\nresults: " + results
                        + "\nlimits: {cores: 1, memory: 2, tries: 2}\n");
    }

    private static List<String> ask(String results, String question) throws IOException {
        return TinyFleet.ask(folder.resolve(results), question);
    }

    private static void assertNowhere(String secret, Result told, String results) throws IOException {
        assertThat(told.out() + told.err()).doesNotContain(secret);
        try (Stream<Path> files = Files.walk(folder.resolve(results))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .as(each.toString())
                        .doesNotContain(secret);
            }
        }
    }

    /** First the storage is away, and a table names the clips. */
    @Test
    void archives_of_a_bucket_are_those_of_files() throws Exception {
        Files.writeString(folder.resolve("drives.csv"), """
                id,uri
                monday,s3a://clips/drives/monday.mkv
                tuesday,s3a://clips/drives/tuesday.mkv
                """);
        fleet("shared", "drives.csv");
        List<String> away = new ArrayList<>(ObjectStorage.settings(ObjectStorage.freePort()));
        for (String each : List.of("attempts.maximum=1", "retry.limit=1", "retry.interval=10ms")) {
            away.addAll(List.of("--conf", "spark.hadoop.fs.s3a." + each));
        }
        assertThat(here("shared", ObjectStorage.SECRET, away).exitCode()).isEqualTo(1);
        assertThat(ask("shared", "SELECT error FROM attempts WHERE clip = 'monday' ORDER BY attempt"))
                .hasSize(2)
                .allMatch(error -> error.startsWith("s3a://clips/drives/monday.mkv: cannot be read: "));

        fleet("shared", "s3a://clips/drives/*.mkv");
        Result back = here("shared", ObjectStorage.SECRET, storage.settings());
        assertThat(back.exitCode()).as(back.err()).isZero();
        for (String day : List.of("monday", "tuesday")) {
            TinyFleet.assertSameAsAlone(folder, "shared/archives/" + day + ".zip", "drives/" + day);
        }
        assertThat(ask("shared", "SELECT clip_sha256 FROM attempts WHERE clip = 'monday' AND outcome = 'done'"))
                .containsExactly(Sha256.of(folder.resolve("drives/monday.mkv")));
        assertThat(scratch().resolve("fovea-clips")).isEmptyDirectory();
        assertNowhere(ObjectStorage.SECRET, back, "shared");

        Result again = here("shared", ObjectStorage.SECRET, storage.settings());
        assertThat(again.out()).as(again.err()).contains("2 clips: 2 done");
        assertThat(ask("shared", "SELECT count(*) FROM attempts WHERE outcome = 'done'"))
                .containsExactly("2");
    }

    /** Executors have Spark's classes and this program's in two class loaders; keys come with the settings. */
    @Test
    void a_cluster_reads_addresses_and_what_is_not_there_is_a_row() throws Exception {
        Files.writeString(folder.resolve("clips.csv"), """
                id,uri
                monday,s3a://clips/drives/monday.mkv
                none,s3a://clips/drives/none.mkv
                nowhere,s3a://no-bucket/none.mkv
                """);
        fleet("table", "clips.csv");
        try (SparkCluster cluster = SparkCluster.start(Files.createDirectory(folder.resolve("cluster")), 1)) {
            List<String> command =
                    new ArrayList<>(List.of("fleet", "run", "table.yaml", "--master", cluster.address()));
            command.addAll(storage.settings());
            command.addAll(List.of("--conf", "spark.hadoop.fs.s3a.access.key=" + ObjectStorage.NAME));
            command.addAll(List.of("--conf", "spark.hadoop.fs.s3a.secret.key=" + ObjectStorage.SECRET));
            Result told = run(Map.of("SPARK_LOCAL_IP", "127.0.0.1"), command);
            assertThat(told.exitCode()).as(told.err() + cluster.logs()).isEqualTo(1);
            TinyFleet.assertSameAsAlone(folder, "table/archives/monday.zip", "drives/monday");
            assertThat(ask("table", "SELECT error FROM attempts WHERE outcome = 'failed' ORDER BY clip"))
                    .containsExactly(
                            "s3a://clips/drives/none.mkv: no such file; check the address",
                            "s3a://no-bucket/none.mkv: cannot be read: no such bucket");
            assertNowhere(ObjectStorage.SECRET, told, "table");
        }
    }

    @Test
    void a_wrong_key_is_told_and_not_shown() throws Exception {
        Files.writeString(folder.resolve("one.csv"), "id,uri\nmonday,s3a://clips/drives/monday.mkv\n");
        fleet("refused", "one.csv");
        Result told = here("refused", "another-secret", storage.settings());
        assertThat(told.exitCode()).as(told.err()).isEqualTo(1);
        assertThat(ask("refused", "SELECT error FROM attempts"))
                .singleElement()
                .asString()
                .startsWith("s3a://clips/drives/monday.mkv: cannot be read: access is refused: ");
        assertNowhere("another-secret", told, "refused");
    }

    @Test
    void without_a_master_an_address_is_one_line_with_a_hint() throws Exception {
        fleet("alone", "s3a://clips/drives/*.mkv");
        Result told = Fovea.run(folder, "fleet run alone.yaml");
        assertThat(told.exitCode()).isEqualTo(3);
        assertThat(told.errorLines())
                .singleElement()
                .asString()
                .contains("s3a://clips/drives/: cannot be listed: ", "--master local[2]");
    }
}
