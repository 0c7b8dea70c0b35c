package org.fovea.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.fleet.storage.FolderStore;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.work.ClipTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetFileTest {
    @TempDir
    Path folder;

    private FleetFile file(String text) throws IOException {
        return FleetFile.read(Files.writeString(folder.resolve("fleet.yaml"), text));
    }

    private FleetFile clips(String pattern) throws IOException {
        return file("clips: '" + pattern + "'\nresults: out\nevaluators: bundled\n");
    }

    private List<FleetClip> found(String pattern) throws IOException {
        return clips(pattern).findClips(RemoteFiles.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clips: \"a\\0.csv\"\nresults: b\nevaluators: bundled",
                "clips: a\nresults: \"b\\0\"\nevaluators: bundled",
                "clips: a\nresults: b\nevaluators: bundled\nprofile: \"c\\0.yaml\"",
                "clips: a\nresults: b\nevaluators: \"c\\0.yaml\"",
                "clips: a\nresults: b\nevaluators: bundled\nbase: \"c\\0.base\""
            })
    void what_cannot_be_a_path_is_refused_with_its_key(String text) {
        assertThrown(FormatException.class, () -> file(text), "cannot be a path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drives/[.mkv", "drives/{a.mkv"})
    void a_pattern_that_is_none_is_refused(String pattern) throws IOException {
        clip("drives/a.mkv");
        assertThrown(AppException.class, () -> found(pattern), "no pattern");
    }

    @Test
    void a_link_that_leads_back_is_not_followed() throws IOException {
        clip("drives/a.mkv");
        Files.createSymbolicLink(folder.resolve("drives/loop"), folder.resolve("drives"));
        assertThat(found("drives/**.mkv")).hasSize(1);
    }

    @Test
    void what_a_fleet_has_made_is_none_of_its_clips_unless_it_is_named() throws IOException {
        clip("drives/a.mkv");
        clip("out/frames/a.mkv");
        assertThat(found("**.mkv")).extracting(FleetClip::id).containsExactly("drives_a");
        assertThat(found("out/frames/*.mkv")).hasSize(1);
    }

    private void clip(String name) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, name);
    }

    @Test
    void three_keys_are_enough() throws Exception {
        FleetFile file = file("clips: drives/*.mp4\nresults: out\nevaluators: bundled\n");
        assertThat(file.results()).isEqualTo(folder.resolve("out"));
        assertThat(file.evaluators()).isEqualTo("bundled");
        assertThat(file.profile()).isEqualTo("standard");
        assertThat(file("clips: drives/*.mp4\nresults: out\nevaluators: bundled\nbase: train\n")
                        .profile())
                .as("a base is of one family")
                .isEqualTo("standard/latent");
        assertThat(file.steps()).containsExactly(Step.COMPRESS);
        assertThat(file.limits()).isEqualTo(Limits.USUAL);
        assertThat(file.exactProgram()).isTrue();
    }

    @Test
    void a_base_is_a_word_a_hash_or_a_path_from_its_folder() throws Exception {
        String start = "clips: a.csv\nresults: out\nevaluators: bundled\n";
        String hash = "0f".repeat(32);
        for (String word : List.of("train", "nearest", hash)) {
            assertThat(file(start + "base: " + word + "\n").base()).contains(word);
        }
        FleetFile file = file(start + "base: bases\nrules: [{when: {camera: rear}, base: nearest}]\n");
        assertThat(file.base()).contains(folder.resolve("bases").toString());
        assertThat(file.baseOf(new FleetClip("a", "a", Map.of("camera", "rear"))))
                .contains("nearest");
    }

    @Test
    void files_are_found_from_its_folder_and_names_stay_names() throws Exception {
        FleetFile file = file("""
                clips: clips.csv
                results: ../out
                evaluators: official:models
                scoreEvaluators: cabin.yaml
                profile: fast/latent
                rules:
                  - {when: {camera: rear}, profile: rear.yaml}
                do: [compress, score]
                program: version
                limits: {cores: 2, memory: 6, tries: 1, hours: 0.5}
                """);
        assertThat(file.evaluators()).isEqualTo("official:" + folder.resolve("models"));
        assertThat(file.scoreEvaluators())
                .isEqualTo(folder.resolve("cabin.yaml").toString());
        assertThat(file.steps()).containsExactly(Step.COMPRESS, Step.SCORE);
        assertThat(file.limits()).isEqualTo(new Limits(2, 6, 1, 0.5));
        assertThat(file.exactProgram()).isFalse();
        assertThat(file.profileOf(new FleetClip("a", "a", Map.of("camera", "front"))))
                .isEqualTo("fast/latent");
        assertThat(file.profileOf(new FleetClip("a", "a", Map.of("camera", "rear"))))
                .isEqualTo(folder.resolve("rear.yaml").toString());
        assertThat(file.profileOf(new FleetClip("a", "a", Map.of()))).isEqualTo("fast/latent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{results: out, evaluators: bundled} | 'clips' is missing",
                "{clips: a, results: b} | networks that clips are encoded for are missing; write evaluators: FILE.yaml",
                "{clips: a, results: b, evaluators: bundled, colour: c} | unknown key 'colour'",
                "{clips: a, results: b, evaluators: bundled, do: [score]} | no step 'compress'",
                "{clips: a, results: b, evaluators: bundled, do: [compress, compress]} | 'compress' after 'compress'",
                "{clips: a, results: b, evaluators: bundled, do: [compress, fly]} | "
                        + "'fly' is not one of compress, score, repack, "
                        + "inflate, masks",
                "{clips: a, results: b, evaluators: bundled, limits: {cores: 0}} | cores must be 1 to 256",
                "{clips: a, results: s3a://bucket/out, evaluators: bundled} | "
                        + "results go to a folder that all machines share",
                "{clips: a, results: b, evaluators: bundled, limits: {speed: 9}} | unknown key 'speed'",
                "{clips: a, results: b, evaluators: bundled, rules: [{profile: fast/latent}]} | 'when' is missing",
            })
    void what_is_impossible_is_told_with_its_line(String text, String words) {
        assertThrown(FormatException.class, () -> file(text), words, "fleet.yaml:1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "test://"})
    void a_pattern_of_paths_or_addresses_finds_clips_and_names_them_by_their_paths(String scheme) throws Exception {
        clip("drives/b.mp4");
        clip("drives/a b.mp4");
        clip("drives/c.txt");
        clip("drives/deep/d.mp4");
        String root = scheme.isEmpty() ? folder + "/" : scheme;
        RemoteFiles store = new FolderStore(folder);
        assertThat(clips(scheme + "drives/*.mp4").findClips(store))
                .containsExactly(
                        new FleetClip("a_b", root + "drives/a b.mp4", Map.of()),
                        new FleetClip("b", root + "drives/b.mp4", Map.of()));
        assertThat(clips(scheme + "drives/**.mp4").findClips(store))
                .extracting(FleetClip::id)
                .containsExactly("a_b", "b", "deep_d");
        assertThat(clips(scheme + "drives/*/d.mp4").findClips(store))
                .extracting(FleetClip::uri)
                .containsExactly(root + "drives/deep/d.mp4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3a://bucket/drives/*.mp4 | --master local[2]",
                "s3a://bucket*/a.mp4 | names no folder",
                "s3a://bucket/clips.csv | tables of clips are read from a path",
                "hdfs://me:secret@host/*.mp4 | password in it",
                "https://host/*.mp4 | https:// tells neither size nor date",
            })
    void addresses_that_cannot_be_used_are_told(String clips, String words) throws Exception {
        assertThatThrownBy(() -> found(clips))
                .isInstanceOf(AppException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret");
    }

    @Test
    void clips_of_the_same_name_are_told() throws Exception {
        clip("drives/a.mp4");
        clip("drives/a.mkv");
        assertThrown(AppException.class, () -> found("drives/*"), "same id a", "a table");
    }

    @Test
    void ids_keep_letters_and_digits_of_any_script() throws Exception {
        List<String> names = List.of(
                "東京", "大阪", "cafe\u0301", "Straße 9", "مقطع", "हिन्दी", "☂️", "-dash", "a'b\"c", "x\u202ey", "😀");
        for (String name : names) {
            clip("any/" + name + ".mp4");
        }
        assertThat(found("any/*"))
                .extracting(FleetClip::id)
                .containsExactlyInAnyOrder(
                        "東京", "大阪", "caf\u00e9", "Straße_9", "مقطع", "हिन्दी", "☂️", "-dash", "a_b_c", "x_y", "😀");
    }

    @Test
    void an_id_that_is_too_long_keeps_its_end_and_whole_letters() throws Exception {
        clip("any/" + "東".repeat(70) + "1.mp4");
        clip("any/" + "😀".repeat(50) + "2.mp4");
        assertThat(found("any/*"))
                .extracting(FleetClip::id)
                .containsExactlyInAnyOrder("東".repeat(39) + "1", "😀".repeat(29) + "2");
    }

    @Test
    void ids_that_differ_only_in_case_or_in_how_accents_are_written_are_told() throws Exception {
        clip("case/A.mp4");
        clip("case/a.mp4");
        assertThrown(AppException.class, () -> found("case/*"), "differ only in case", "A.mp4", "a.mp4", "a table");
        clip("accent/cafe\u0301.mp4");
        clip("accent/caf\u00e9.mp4");
        assertThrown(AppException.class, () -> found("accent/*"), "the same id caf\u00e9");
    }

    @Test
    void a_table_of_either_kind_gives_clips_with_their_columns() throws Exception {
        Files.writeString(
                folder.resolve("clips.csv"), "id,uri,camera,hour\nn2,drives/b.mp4,rear,07\nn1,s3://bucket/a.mp4,,12\n");
        FleetClip first = new FleetClip("n1", "s3://bucket/a.mp4", Map.of("hour", "12"));
        FleetClip second =
                new FleetClip("n2", folder.resolve("drives/b.mp4").toString(), Map.of("camera", "rear", "hour", "07"));
        assertThat(found("clips.csv")).containsExactly(first, second);
        try (org.fovea.fleet.table.Sql sql = org.fovea.fleet.table.Sql.open(folder)) {
            sql.run("COPY (SELECT * FROM read_csv('" + folder.resolve("clips.csv") + "', all_varchar = true)) TO '"
                    + folder.resolve("clips.parquet") + "' (FORMAT parquet)");
        }
        assertThat(found("clips.parquet")).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,uri;a,b | has no column id",
                "id,uri;a/b,c | row 1: 'a/b' cannot be a clip's id",
                "id,uri;,c | row 1 has no id",
                "id,uri | no clip there",
            })
    void a_table_that_cannot_be_used_is_told(String text, String words) throws Exception {
        Files.writeString(folder.resolve("clips.csv"), text.replace(';', '\n') + "\n");
        assertThrown(AppException.class, () -> found("clips.csv"), words);
    }

    @Test
    void damage_of_a_table_names_the_file() throws Exception {
        Files.writeString(folder.resolve("clips.parquet"), "PAR1 and nothing else");
        assertThrown(FormatException.class, () -> found("clips.parquet"), "clips.parquet");
    }

    @Test
    void a_key_depends_on_everything_that_decides_about_the_result() {
        String key = key(Step.COMPRESS, "c", "e", "p", "v");
        assertThat(key).matches("[0-9a-f]{64}").isEqualTo(key(Step.COMPRESS, "c", "e", "p", "v"));
        assertThat(List.of(
                        key(Step.SCORE, "c", "e", "p", "v"),
                        key(Step.COMPRESS, "C", "e", "p", "v"),
                        key(Step.COMPRESS, "c", "E", "p", "v"),
                        key(Step.COMPRESS, "c", "e", "P", "v"),
                        key(Step.COMPRESS, "c", "e", "p", "V"),
                        key(Step.COMPRESS, "ce", "", "p", "v")))
                .doesNotHaveDuplicates()
                .doesNotContain(key);
        // Held for good: another value would make every fleet begin anew.
        assertThat(key).startsWith("be53c530bc8ee6df");
    }

    @Test
    void clips_fit_beside_each_other_by_cores_and_memory() {
        Limits limits = new Limits(2, 6, 3, 24);
        assertThat(limits.beside(8, 64)).isEqualTo(4);
        assertThat(limits.beside(8, 13)).isEqualTo(2);
        assertThat(limits.beside(1, 1)).isEqualTo(1);
        assertThat(limits.heapMegabytes()).isEqualTo(4608);
    }

    private static String key(Step step, String content, String evaluators, String profile, String program) {
        FleetClip clip = new FleetClip("a", "a.mp4", Map.of());
        return new ClipTask(clip, step, new ClipTask.Named("e", evaluators), new ClipTask.Named("p", profile), program)
                .key(content);
    }
}
