package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Denominators with stray files, data outside the metered file, one file as both. */
class GuardTest {
    @TempDir
    Path folder;

    private Path file(String name, int bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    @Test
    void a_clip_counts_itself() throws Exception {
        Path clip = file("videos/0.mkv", 100);
        file("videos/notes.txt", 7);
        OriginalFiles files = OriginalFiles.of(clip);
        assertThat(files.clip()).isEqualTo(clip);
        assertThat(files.counted()).containsExactly(new CountedFile(clip.toString(), 100));
    }

    @Test
    void a_folder_counts_its_clip() throws Exception {
        Path clip = file("videos/sub/0.MKV", 100);
        OriginalFiles files = OriginalFiles.of(folder.resolve("videos"));
        assertThat(files.clip()).isEqualTo(clip);
        assertThat(files.counted()).extracting(CountedFile::bytes).containsExactly(100L);
    }

    @Test
    void stray_files_are_refused_by_name() throws Exception {
        file("videos/0.mkv", 100);
        file("videos/.DS_Store", 6148);
        file("videos/sub/0.raw", 50);
        assertThrown(
                ScoreException.class,
                () -> OriginalFiles.of(folder.resolve("videos")),
                ".DS_Store, sub/0.raw are not clips and would count");
    }

    @Test
    void folders_with_no_clip_or_several_are_refused() throws Exception {
        Files.createDirectories(folder.resolve("videos"));
        assertThatThrownBy(() -> OriginalFiles.of(folder.resolve("videos"))).hasMessageContaining("holds 0 clips");
        file("videos/0.mkv", 1);
        file("videos/1.mkv", 1);
        assertThrown(
                ScoreException.class, () -> OriginalFiles.of(folder.resolve("videos")), "holds 2 clips, 0.mkv, 1.mkv");
    }

    @Test
    void an_empty_or_missing_clip_is_refused() throws Exception {
        Path empty = file("0.mkv", 0);
        assertThrown(ScoreException.class, () -> OriginalFiles.of(empty));
        assertThrown(NoSuchFileException.class, () -> OriginalFiles.of(folder.resolve("1.mkv")));
    }

    @Test
    void one_file_as_both_is_refused_however_it_is_named() throws Exception {
        Path clip = file("0.mkv", 100);
        Path link = Files.createSymbolicLink(folder.resolve("link.mkv"), clip);
        Path hard = Files.createLink(folder.resolve("hard.mkv"), clip);
        Path copy = Files.copy(clip, folder.resolve("copy.mkv"));
        for (Path candidate : List.of(clip, folder.resolve("../" + folder.getFileName() + "/0.mkv"), link, hard)) {
            assertThrown(ScoreException.class, () -> FileHash.verifyDifferent(clip, candidate), "the same file");
        }
        assertThrown(ScoreException.class, () -> FileHash.verifyDifferent(clip, copy), "is a copy of the original");
        byte[] other = new byte[100];
        other[99] = 1;
        FileHash.verifyDifferent(clip, Files.write(folder.resolve("other.mkv"), other));
    }

    @Test
    void a_hash_is_the_one_of_the_content() throws Exception {
        Path abc = Files.writeString(folder.resolve("abc"), "abc");
        assertThat(Sha256.of(abc)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_submission_folder_is_its_archive() throws Exception {
        Path archive = file("s/archive.zip", 50);
        Path raw = file("s/inflated/0.raw", 500);
        file("s/inflate.sh", 20);
        file("s/src/model.py", 20);
        file("s/runtime/release", 20);
        file("s/runtime/lib/modules", 2000);
        SubmissionFolder submission = SubmissionFolder.open(folder.resolve("s"), List.of());
        assertThat(submission.archive()).isEqualTo(archive);
        assertThat(submission.raw()).contains(raw);
        assertThat(submission.code())
                .extracting(CountedFile::name)
                .containsExactlyInAnyOrder("inflate.sh", "src/model.py");
    }

    @Test
    void data_outside_the_metered_file_is_refused_until_it_is_named() throws Exception {
        file("s/archive.zip", 50);
        Path weights = file("s/src/weights.pt", 4000);
        assertThrown(
                ScoreException.class,
                () -> SubmissionFolder.open(folder.resolve("s"), List.of()),
                "src/weights.pt (4,000 bytes) is data outside archive.zip",
                "--payload");
        assertThat(SubmissionFolder.open(folder.resolve("s"), List.of(weights)).raw())
                .isEmpty();
    }

    @Test
    void a_submission_without_archive_or_with_two_raw_files_is_refused() throws Exception {
        file("s/inflated/0.raw", 500);
        assertThatThrownBy(() -> SubmissionFolder.open(folder.resolve("s"), List.of()))
                .hasMessageContaining("holds no archive.zip");
        file("s/archive.zip", 50);
        file("s/inflated/1.raw", 500);
        assertThrown(
                ScoreException.class, () -> SubmissionFolder.open(folder.resolve("s"), List.of()), "holds 2 files");
    }
}
