package org.fovea.challenge.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.codec.FrameSize;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.TemporaryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submissions that keep and break rules. */
class SubmissionCheckTest {
    private static final FrameSize SIZE = new FrameSize(4, 2);
    private static final int PAIRS = 3;
    private static final int BYTES = 2 * PAIRS * 24;

    @TempDir
    private Path folder;

    private Path submission;

    @BeforeEach
    void makeSubmission() throws Exception {
        submission = Files.createDirectory(folder.resolve("submission"));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("frames.txt"));
            out.write("frames".getBytes());
        }
        Files.write(submission.resolve("archive.zip"), zip.toByteArray());
        Files.write(submission.resolve("program.py"), new byte[100]);
    }

    private List<SubmissionCheck.Finding> check(String script) throws Exception {
        if (!script.isEmpty()) {
            Files.writeString(submission.resolve("inflate.sh"), script);
        }
        Isolation isolation = Isolations.best(System.getenv().getOrDefault("PATH", ""));
        try (TemporaryFolder work = TemporaryFolder.create(folder, "work-")) {
            IsolatedInflation inflation = new IsolatedInflation(
                    isolation, Optional.empty(), work, work.path().resolve("log"));
            List<SubmissionCheck.Finding> findings = new ArrayList<>();
            new SubmissionCheck(inflation, PAIRS, SIZE).run(submission, _ -> {}, findings::add);
            return findings;
        }
    }

    private static SubmissionCheck.Finding of(List<SubmissionCheck.Finding> findings, String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_script_that_writes_all_frames_keeps_every_rule() throws Exception {
        List<SubmissionCheck.Finding> findings = check("set -e\ntest -f \"$1/frames.txt\"\nmkdir -p \"$2\"\n"
                + "while read name; do head -c " + BYTES + " /dev/zero >\"$2/${name%.*}.raw\"; done <\"$3\"\n");
        assertThat(findings).noneMatch(finding -> finding.state() == SubmissionCheck.State.BROKEN);
        assertThat(of(findings, "frames").found()).isEqualTo("6 of 4×2 in 0.raw, 144 bytes");
        assertThat(of(findings, "time").found()).startsWith("0:0").contains("of 30:00");
        assertThat(of(findings, "other files").found()).contains("2 with", "the largest is inflate.sh");
        assertThat(of(findings, "archive.zip").found()).contains("bytes are charged; 1 member");
    }

    @Test
    void too_few_frames_and_a_failing_script_break_the_rules() throws Exception {
        SubmissionCheck.Finding few = of(check("mkdir -p \"$2\"; head -c 143 /dev/zero >\"$2/0.raw\""), "frames");
        assertThat(few.state()).isEqualTo(SubmissionCheck.State.BROKEN);
        assertThat(few.found()).contains("0.raw has 143 bytes, 6 frames of 4×2 have 144");
        SubmissionCheck.Finding failed = of(check("echo no GPU; exit 3"), "frames");
        assertThat(failed.found()).contains("exit code 3").contains("no GPU");
    }

    @Test
    void what_an_earlier_run_left_does_not_pass_for_frames() throws Exception {
        Files.write(Files.createDirectory(submission.resolve("inflated")).resolve("0.raw"), new byte[BYTES]);
        Files.write(Files.createDirectory(submission.resolve("archive")).resolve("old.txt"), new byte[1]);
        assertThat(of(check("test ! -e \"$1/old.txt\""), "frames").found())
                .isEqualTo("inflate.sh succeeded but wrote no 0.raw");
    }

    @Test
    void missing_and_damaged_files_are_named_and_nothing_is_run() throws Exception {
        List<SubmissionCheck.Finding> none = check("");
        assertThat(of(none, "inflate.sh").state()).isEqualTo(SubmissionCheck.State.BROKEN);
        assertThat(none).noneMatch(finding -> finding.rule().equals("frames"));
        Files.write(submission.resolve("archive.zip"), new byte[30]);
        assertThat(of(check("exit 0"), "archive.zip").found()).startsWith("not a ZIP file");
        Files.delete(submission.resolve("archive.zip"));
        assertThat(of(check("exit 0"), "archive.zip").found()).startsWith("missing");
    }

    @Test
    void a_java_runtime_is_named_apart_from_other_files() throws Exception {
        Files.createDirectories(submission.resolve("runtime/lib"));
        Files.write(submission.resolve("runtime/lib/modules"), new byte[2000]);
        assertThat(of(check("exit 0"), "other files").found())
                .startsWith(
                        "3 with 2,106 bytes, of these 2,000 in runtime, where fovea package puts Java; of the others,"
                                + " the largest is program.py;");
    }

    @Test
    void a_script_that_is_not_executable_works_and_is_told_of() throws Exception {
        assertThat(of(check("exit 0"), "inflate.sh").found())
                .isEqualTo("present, not executable: the judge calls it with bash, so it works there; chmod +x "
                        + "inflate.sh lets others start it");
        assertThat(submission.resolve("inflate.sh").toFile().setExecutable(true))
                .isTrue();
        assertThat(of(check("exit 0"), "inflate.sh").found()).isEqualTo("present");
    }

    @ParameterizedTest
    @CsvSource({
        "1799, 3000, 1.5, OK",
        "1801, 1700, 2.5, BROKEN", // it waited, or used one processor
        "1801, 1700, 22, OK",
        "1801, 1900, 22, NOTE",
        "1801, 0, 22, NOTE" // the system does not tell
    })
    void the_time_is_judged_by_the_load(double seconds, double processor, double load, SubmissionCheck.State state) {
        assertThat(SubmissionCheck.time(seconds, processor, load, 2).state()).isEqualTo(state);
    }

    @Test
    void the_time_is_told_with_the_load() {
        assertThat(SubmissionCheck.time(793, 245, 22, 2).found())
                .isEqualTo("13:13 of 30:00 by the clock, 4:05 of processor time, on 2 processors with load 22.0 "
                        + "(busy); the judge has 4, or a T4");
    }
}
