package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.RunRow;

/**
 * A command with which a reviewer checks something, to be typed in the lab's folder.
 *
 * @param purpose what it checks
 * @param command for a POSIX shell
 * @param expected what it should say
 */
public record VerifyCommands(String purpose, String command, String expected) {
    private static final String BUNDLED = "bundled";

    /** All that can be checked of a run. */
    public static List<VerifyCommands> of(Benchmark benchmark, RunRow row, Run run) {
        List<VerifyCommands> all = new ArrayList<>();
        Optional<Artifact> archive = run.artifact(Artifact.ARCHIVE);
        benchmark
                .clipSha256()
                .ifPresent(hash -> all.add(new VerifyCommands(
                        "The clip is the one that was measured",
                        "sha256sum " + ShellWord.file(benchmark.clip()),
                        hash)));
        archive.ifPresent(file -> {
            all.add(new VerifyCommands(
                    "The archive is the one that was measured",
                    "sha256sum " + ShellWord.file(file.path()),
                    file.sha256()));
            all.add(new VerifyCommands(
                    "It inflates and loses what the run says",
                    score(benchmark, file),
                    "segmentation " + run.segmentation() + ", pose " + run.pose() + ", score " + run.score()
                            + evaluatorsHint(benchmark)));
        });
        all.add(new VerifyCommands(
                "The record, with its gates, rounds and judgements",
                "fovea lab show " + row.numberLabel(),
                "key " + row.key()));
        all.add(new VerifyCommands(
                "The ledger does not contradict itself or its files",
                "fovea lab doctor",
                "exit code 0; what it finds about this run stands under “Known risks”"));
        return all;
    }

    private static String score(Benchmark benchmark, Artifact archive) {
        String command = "fovea score --original " + ShellWord.file(benchmark.clip()) + " --candidate "
                + ShellWord.file(archive.path());
        return benchmark.evaluators().equals(BUNDLED) ? command : command + " --evaluators NETWORKS";
    }

    private static String evaluatorsHint(Benchmark benchmark) {
        if (benchmark.evaluators().equals(BUNDLED)) {
            return "";
        }
        String networks = benchmark.official()
                ? "official:DIR, the folder of the challenge's networks"
                : "the file that names " + benchmark.evaluators();
        return "; NETWORKS is " + networks + " (evaluators of this benchmark in lab.yaml)";
    }
}
