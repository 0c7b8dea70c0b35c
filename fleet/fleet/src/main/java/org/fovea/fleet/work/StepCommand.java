package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.app.open.Bases;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.WeightBase;
import org.fovea.fleet.plan.Step;

/** The command line with which a step is done, and the file that it makes. */
final class StepCommand {
    private final ClipTask task;
    private final Path work;

    /**
     * The command of a task.
     *
     * @param work folder of its runs
     */
    StepCommand(ClipTask task, Path work) {
        this.task = task;
        this.work = work;
    }

    /**
     * What follows the program's name.
     *
     * @param clip the clip, or its copy
     * @param packed the clip's archive, which later steps begin with
     * @param result for what the program tells
     * @param cores that it may use
     */
    List<String> arguments(Path clip, Path packed, Path result, int cores) throws IOException {
        String original = clip.toString();
        String archive = packed.toString();
        String output = output().toString();
        List<String> evaluators = List.of("--evaluators", task.evaluators().name());
        List<String> report = List.of("--json", result.toString(), "--no-cache");
        List<String> arguments = new ArrayList<>();
        switch (task.step()) {
            case COMPRESS -> {
                arguments.addAll(List.of("compress", original, "-o", output));
                arguments.addAll(List.of("--profile", task.profile().name(), "--resume", "--no-verdict"));
                arguments.addAll(evaluators);
                arguments.addAll(report);
            }
            case SCORE -> {
                arguments.addAll(List.of("score", "--original", original, "--candidate", archive));
                arguments.addAll(evaluators);
                arguments.addAll(report);
            }
            case REPACK -> arguments.addAll(List.of("repack", archive, "-o", output, "--effort", "max", "--force"));
            case INFLATE -> arguments.addAll(List.of("inflate", archive, "-o", output, "--force"));
            case MASKS -> {
                arguments.addAll(List.of("mask", "look", original, "-o", output, "--force"));
                arguments.addAll(evaluators);
            }
        }
        for (String base : bases(packed)) {
            arguments.addAll(List.of("--base", base));
        }
        arguments.addAll(List.of("--threads", Integer.toString(cores), "--quiet"));
        return arguments;
    }

    /** All that training may begin with; afterwards the file that the archive needs, if it needs one of them. */
    private List<String> bases(Path packed) throws IOException {
        List<String> names = task.base().map(ClipTask.Base::names).orElse(List.of());
        if (names.isEmpty() || !task.step().ofArchive()) {
            return task.step() == Step.COMPRESS ? names : List.of();
        }
        Optional<WeightBase.Reference> needed = Bases.needed(packed);
        for (String name : needed.isEmpty() ? List.<String>of() : names) {
            Path file = Path.of(name);
            if (Files.isRegularFile(file) && Sha256.of(file).equals(needed.get().sha256())) {
                return List.of(name);
            }
        }
        return List.of(); // one that a hash names is found by the program itself
    }

    /** What the program writes; an ending tells it of what kind. */
    Path output() {
        String name = task.step().output("archive").orElse("archive");
        return work.resolve(name.substring(name.lastIndexOf('/') + 1));
    }
}
