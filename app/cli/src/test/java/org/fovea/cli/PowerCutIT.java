package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.fovea.encode.run.RunDirectory;
import org.fovea.testkit.powercut.DiskTrace;
import org.fovea.testkit.powercut.DiskTrace.Kept;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails anywhere in a whole {@code ./fovea compress}: it goes on to the same archive, and no stage is done
 * twice that it had told of.
 */
@Tag("slow")
class PowerCutIT {
    private static final int CUTS = 4;

    /** What {@code compress} prints when a stage is finished and kept. */
    private static final Pattern FINISHED =
            Pattern.compile("^ +(look|train) .*(bytes, score| → ).*$", Pattern.MULTILINE);

    private static final String ARCHIVE = "drive.zip";

    @TempDir
    private Path folder;

    @Test
    void compress_goes_on_to_the_same_archive() throws Exception {
        assumeTrue(DiskTrace.works(), "strace does not work here");
        Path base = folder.toRealPath();
        Files.writeString(base.resolve("profile.yaml"), TinyFleet.PROFILE);
        Fovea.done(base, "samples generate -o drive.mkv --pairs 3 --size 192x144 --seed 3");
        Path work = Files.createDirectory(base.resolve("work"));
        List<String> command = new ArrayList<>(arguments(base, work));
        command.addFirst(Fovea.ROOT.resolve("fovea").toString());
        ProcessBuilder program = new ProcessBuilder(command).directory(work.toFile());
        program.environment().put("FOVEA_CACHE", Fovea.CACHE.toString());
        DiskTrace trace = DiskTrace.of(work, program, base.resolve("trace"));
        assertThat(trace.exitCode()).as(Fovea.read(base.resolve("err"))).isZero();
        byte[] whole = Files.readAllBytes(work.resolve(ARCHIVE));
        int end = trace.changes();
        assertThat(told(trace, end)).isEqualTo(2);

        List<String> lost = new ArrayList<>();
        for (int i = 0; i <= CUTS; i++) {
            int cut = (int) ((long) end * i / CUTS);
            Kept kept = Kept.values()[i % Kept.values().length];
            String name = "cut before change " + cut + " of " + end + ", kept: " + kept;
            Path after = base.resolve("after" + i);
            trace.restore(cut, kept, after);
            Path run = after.resolve(ARCHIVE + ".run");
            int stages = RunDirectory.holdsRun(run) ? RunDirectory.finished(run).size() : 0;
            if (stages < told(trace, cut)) {
                lost.add(name + ": " + stages + " stages of " + told(trace, cut));
            }
            // An archive that has its name is whole, and is there for good once the program has ended.
            if (cut < end && !Files.exists(after.resolve(ARCHIVE))) {
                // In this process, which is warm: a start of the program for each cut would take longer than all of
                // them.
                List<String> again = new ArrayList<>(arguments(base, after));
                again.add("--resume");
                assertThat(CommandDoor.result(again).exitCode()).as(name).isZero();
            }
            assertThat(after.resolve(ARCHIVE)).as(name).hasBinaryContent(whole);
        }
        assertThat(lost).isEmpty();
    }

    private static List<String> arguments(Path base, Path output) {
        return List.of(
                "compress",
                base.resolve("drive.mkv").toString(),
                "-o",
                output.resolve(ARCHIVE).toString(),
                "--profile",
                base.resolve("profile.yaml").toString(),
                "--threads",
                "1",
                "--no-cache");
    }

    private static int told(DiskTrace trace, int change) {
        return (int) FINISHED.matcher(trace.said(change)).results().count();
    }
}
