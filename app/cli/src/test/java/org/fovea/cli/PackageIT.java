package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.fovea.challenge.judge.Judge;
import org.fovea.challenge.judge.JudgeFailure;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallMasks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fovea package} from end to end, and the judge that it plays. */
@Tag("slow")
@Tag("even")
class PackageIT {
    private static final long RAW_BYTES = 2L * SmallArchive.PAIRS * SmallArchive.FRAME_BYTES;

    @TempDir
    Path folder;

    private Path work;
    private Path temporary;

    @BeforeEach
    void prepare() throws IOException {
        work = Files.createDirectory(folder.toRealPath().resolve("work"));
        temporary = Files.createDirectory(folder.toRealPath().resolve("temporary"));
        Files.write(work.resolve("a.zip"), SmallArchive.file());
    }

    private Map<String, String> environment() {
        return Map.of("FOVEA_OPTS", "-Djava.io.tmpdir=" + temporary);
    }

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(work, environment(), line, values);
    }

    private Result done(String line) throws IOException, InterruptedException {
        Result result = run(line);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    /** A submission of the small archive. */
    private Path submission() throws IOException {
        Path sub = Files.createDirectory(work.resolve("sub"));
        SubmissionFiles.write(sub, SmallArchive.file());
        return sub;
    }

    private List<String> files(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("hsperfdata"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_submission_directory_is_made_judged_and_works_by_itself() throws Exception {
        Result result = done("package a.zip -o sub --without-runtime");
        assertThat(files(work)).containsExactly("a.zip", "sub");
        assertThat(files(temporary)).isEmpty();
        Path sub = work.resolve("sub");
        assertThat(files(sub))
                .containsExactly("LICENSE", "README.md", "archive.zip", "fovea-inflater.jar", "inflate.sh");
        assertThat(sub.resolve("archive.zip")).hasSameBinaryContentAs(work.resolve("a.zip"));
        assertThat(sub.resolve("inflate.sh")).isExecutable();
        assertThat(result.err()).contains("the challenge's clip has 600 of 1164×874");

        done("inflate a.zip -o here");
        String sha256 = Sha256.of(Files.readAllBytes(work.resolve("here/0.raw")));
        assertThat(result.out())
                .contains("0.raw   80,640 bytes, equal to the frames drawn here", "sha256  " + sha256, "of 30:00");
        assertThat(Files.readString(sub.resolve("README.md")))
                .contains(
                        sha256,
                        Sha256.of(SmallArchive.file()),
                        "| weights | grid Bayes |",
                        String.format(Locale.ROOT, "Both charge **%,d bytes**", SmallArchive.file().length))
                .contains("| `fovea-inflater.jar` |", "–, a program");
        asTheJudge(sub, sha256);
    }

    /** What {@code evaluate.sh} of the challenge does, with the programs it uses. */
    private void asTheJudge(Path sub, String sha256) throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Files.writeString(elsewhere.resolve("names.txt"), "drive.mkv\n");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unzip")), "unzip is not installed");
        List<String> unzip = List.of("unzip", "-o", sub.resolve("archive.zip").toString(), "-d", "archive");
        assertThat(new ProcessBuilder(unzip)
                        .directory(elsewhere.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        ProcessBuilder inflate = new ProcessBuilder(
                        "bash", sub.resolve("inflate.sh").toString(), "archive", "./in flated", "names.txt")
                .directory(elsewhere.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(elsewhere.resolve("err").toFile());
        inflate.environment().put("JAVA_HOME", System.getProperty("java.home"));
        for (int again = 0; again < 2; again++) { // a second run replaces what the first wrote
            assertThat(inflate.start().waitFor())
                    .as(Files.readString(elsewhere.resolve("err")))
                    .isZero();
            assertThat(Sha256.of(Files.readAllBytes(elsewhere.resolve("in flated/drive.raw"))))
                    .isEqualTo(sha256);
        }
    }

    @Test
    void the_inflater_is_smaller_than_a_megabyte_and_holds_its_own_classes_only() throws Exception {
        Path sub = submission();
        assertThat(Files.size(sub.resolve("fovea-inflater.jar"))).isLessThan(1_000_000);
        try (JarFile jar = new JarFile(sub.resolve("fovea-inflater.jar").toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(java.util.zip.ZipEntry::getName))
                    .contains("org/fovea/challenge/inflater/InflateMain.class")
                    .allMatch(name -> name.equals("META-INF/MANIFEST.MF")
                            || name.matches("org/fovea/(codec|render|challenge/inflater)/.*\\.class"));
        }
    }

    @Test
    void a_runtime_makes_it_independent_of_any_java() throws Exception {
        Result result = done("package a.zip -o sub");
        assertThat(result.out())
                .contains(
                        String.format(Locale.ROOT, "archive.zip: %,d bytes (charged)", SmallArchive.file().length),
                        String.format(Locale.ROOT, "0.raw   %,d bytes, equal", RAW_BYTES))
                .containsPattern(", runtime: \\d{2,3}\\.\\d MB")
                .containsPattern("memory  \\d.* at most");
        assertThat(Files.readString(work.resolve("sub/README.md"))).contains("No Java is needed", "| `runtime` |");
        Process modules =
                new ProcessBuilder(work.resolve("sub/runtime/bin/java").toString(), "--list-modules").start();
        assertThat(new String(modules.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("jdk.incubator.vector"));
    }

    @Test
    void outputs_that_are_there_are_replaced_only_when_asked_and_only_if_they_are_submissions() throws Exception {
        done("package a.zip -o sub --no-smoke --without-runtime");
        assertThat(Files.readString(work.resolve("sub/README.md"))).contains("Not run");
        run("package a.zip -o sub --no-smoke --without-runtime").assertRefused(2);
        Files.writeString(work.resolve("sub/report.txt"), "of the judge");
        done("package a.zip -o sub --no-smoke --without-runtime --force");
        assertThat(work.resolve("sub/report.txt")).doesNotExist();
        Files.writeString(work.resolve("sub/thesis.txt"), "of years");
        run("package a.zip -o sub --no-smoke --without-runtime --force").assertRefused(2);
        assertThat(work.resolve("sub/thesis.txt")).hasContent("of years");
        run("package a.zip -o a.zip --no-smoke --without-runtime --force").assertRefused(2);
        Files.createDirectory(work.resolve("empty"));
        done("package a.zip -o empty --no-smoke --without-runtime");
        assertThat(files(work)).containsExactly("a.zip", "empty", "sub");
    }

    @Test
    void what_cannot_be_judged_is_refused() throws Exception {
        byte[] masks = ArchiveFile.zipped(
                ArchiveFile.encode(SmallMasks.draw(3, 48, 64, 3), new ClassMaskCodec(MaskEffort.FAST, null)));
        Files.write(work.resolve("masks.zip"), masks);
        Result bare = run("package masks.zip -o sub --without-runtime");
        bare.assertRefused(3);
        assertThat(bare.err()).contains("masks.zip: holds class masks only, no renderer");
        Files.write(
                work.resolve("foreign.qma9"),
                HexFormat.of().parseHex("514d413903000000400000003000000003000000332c90"));
        Result foreign = run("package foreign.qma9 -o sub");
        foreign.assertRefused(3);
        assertThat(foreign.err()).contains("not a Fovea archive", "fovea repack foreign.qma9 -o archive.zip");
        byte[] damaged = SmallArchive.file();
        damaged[damaged.length / 2] ^= 4;
        Files.write(work.resolve("damaged.zip"), damaged);
        run("package damaged.zip -o sub --without-runtime").assertRefused(3);
        assertThat(files(work)).containsExactly("a.zip", "damaged.zip", "foreign.qma9", "masks.zip");
        assertThat(files(temporary)).isEmpty();
    }

    @Test
    void a_bare_container_is_put_into_a_zip_file() throws Exception {
        Files.write(
                work.resolve("bare.fva"),
                ArchiveFile.open(SmallArchive.file()).archive().toBytes());
        done("package bare.fva -o sub --no-smoke --without-runtime");
        assertThat(work.resolve("sub/archive.zip")).hasSameBinaryContentAs(work.resolve("a.zip"));
    }

    /** A tool that passes for bubblewrap, seems to work, and does {@code script} in place of inflate.sh. */
    private Map<String, String> environmentWhereJudging(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(
                bin.resolve("bwrap"), "#!/bin/sh\ncase \"$*\" in *inflate.sh*) " + script + " ;; esac\n: >written\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of(
                "FOVEA_OPTS",
                "-Djava.io.tmpdir=" + temporary,
                "PATH",
                bin + File.pathSeparator + System.getenv("PATH"));
    }

    @Test
    void a_run_that_fails_is_one_line_and_leaves_nothing_but_its_log() throws Exception {
        Map<String, String> environment = environmentWhereJudging("echo first; echo the stub says no; exit 9");
        for (String log : List.of("sub.log", "sub-2.log")) {
            Result result = Fovea.run(work, environment, "package a.zip -o sub --without-runtime --quiet");
            result.assertRefused(1);
            assertThat(result.err()).contains("inflate.sh ended with exit code 9: first / the stub says no", log);
            assertThat(Files.readString(work.resolve(log))).isEqualTo("first\nthe stub says no\n");
        }
        assertThat(files(work)).containsExactly("a.zip", "sub-2.log", "sub.log");
        assertThat(files(temporary)).isEmpty();
    }

    @Test
    void an_interrupted_run_leaves_nothing_and_no_process() throws Exception {
        Map<String, String> environment = environmentWhereJudging("echo $$ >" + folder + "/pid; sleep 300; exit 9");
        Path err = folder.resolve("err");
        Process process = Fovea.start(
                work,
                Fovea.PROGRAM,
                environment,
                folder.resolve("out"),
                err,
                CommandDoor.words("package a.zip -o sub --without-runtime"));
        Path pid = folder.resolve("pid");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while ((!Files.exists(pid) || Files.size(pid) == 0) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        long child = Long.parseLong(Files.readString(pid).strip());
        Fovea.interrupt(process);
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Fovea.read(err))
                .contains("interrupted; nothing is kept; with --no-smoke the directory is written in seconds");
        assertThat(files(work)).containsExactly("a.zip");
        assertThat(files(temporary)).isEmpty();
        assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    private JudgeResult judge(Isolation isolation, Path sub) throws IOException, InterruptedException, JudgeFailure {
        Optional<Path> java =
                Optional.of(Path.of(System.getProperty("java.home")).toRealPath());
        return new Judge(isolation, java, temporary, folder.resolve("log"), 1).judge(sub, ProgressListener.NONE);
    }

    @Test
    void every_way_of_isolation_gives_the_same_frames() throws Exception {
        Path sub = submission();
        List<Isolation> working = Isolations.working(System.getenv("PATH"));
        for (Isolation isolation : working) {
            JudgeResult result = judge(isolation, sub);
            assertThat(result.isolation()).isEqualTo(isolation.label());
            assertThat(result.rawBytes()).isEqualTo(RAW_BYTES);
            assertThat(result.tooSlow()).isFalse();
        }
        assertThat(files(sub)).doesNotContain("archive", "inflated");
        assertThat(files(temporary)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exit 0; inflate.sh succeeded but wrote no 0.raw",
                "exit 3; inflate.sh ended with exit code 3",
                "mkdir $2 && : >$2/0.raw; 0.raw has 0 bytes, 6 frames of 80×56 have 80,640",
                "mkdir $2 && head -c 80641 /dev/zero >$2/0.raw; 0.raw has 80,641 bytes",
                "mkdir $2 && head -c 80640 /dev/zero >$2/0.raw; first at pair 0, frame 1, row 0, column 0",
                "real && change; first at pair 2, frame 2, row 55, column 79"
            })
    void other_outputs_than_the_archives_frames_do_not_pass(String commands, String reason) throws Exception {
        Path sub = submission();
        Path script = sub.resolve("inflate.sh");
        Files.move(script, sub.resolve("real.sh"));
        Files.writeString(script, """
                set -e
                here=${0%/*}
                out=$2
                arguments="$1 $2 $3"
                real() { bash "$here/real.sh" $arguments; }
                # Inverts the last three bytes.
                change() {
                  tail -c 3 "$out/0.raw" | od -An -tu1 | { read -r a b c
                    printf "\\\\$(printf %03o $((255 - a)))\\\\$(printf %03o $((255 - b)))\\\\$(printf %03o $((255 - \
                c)))"
                  } | dd of="$out/0.raw" bs=1 seek=80637 conv=notrunc
                }
                """ + commands + "\n");
        JudgeFailure failure =
                catchThrowableOfType(JudgeFailure.class, () -> judge(Isolations.best(System.getenv("PATH")), sub));
        assertThat(failure).as("it should not pass").isNotNull();
        assertThat(failure).hasMessageContaining(reason);
        assertThat(files(temporary)).isEmpty();
    }

    @Test
    void a_script_that_looks_for_the_original_does_not_find_it() throws Exception {
        Isolation best = Isolations.best(System.getenv("PATH"));
        assumeTrue(best.hides(), "neither bubblewrap nor unshare works here");
        Path original = Files.writeString(work.resolve("0.mkv"), "the original");
        Path sub = submission();
        Files.writeString(sub.resolve("inflate.sh"), "exec cat '" + original + "'\n");
        JudgeFailure failure = catchThrowableOfType(JudgeFailure.class, () -> judge(best, sub));
        assertThat(failure).hasMessageContaining("No such file");
        assertThat(Files.readString(folder.resolve("log"))).doesNotContain("the original");
    }
}
