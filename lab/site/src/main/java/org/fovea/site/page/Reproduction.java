package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Numbered;
import org.fovea.site.layout.Paths;

/**
 * How to make a run again.
 *
 * @param kind what can be repeated of it
 * @param commands for a shell, in order; empty where there are none
 * @param needs files that these take
 * @param study whose plan repeats the run; absent where commands do
 * @param expected SHA-256 of the archive that should come out
 */
public record Reproduction(
        Kind kind,
        List<String> commands,
        List<Need> needs,
        Optional<Numbered<Study>> study,
        Optional<String> expected) {
    private static final String BUNDLED = "bundled";
    private static final String EVALUATORS = "EVALUATORS.yaml";

    /** What can be repeated. */
    public enum Kind {
        /** Encoding and scoring the whole clip. */
        WHOLE,
        /** Encoding and scoring pairs that follow each other. */
        RANGE,
        /** Encoding the whole clip and scoring all of it; the run looked at some of its pairs. */
        PICKED,
        /** Only the lab draws these pairs. */
        STUDY,
        /** Scoring an archive that is there already. */
        ARCHIVE
    }

    /**
     * A file that commands take.
     *
     * @param name as in the commands
     * @param what it is, in words
     * @param sha256 of its content, or the identity of the networks that it names
     * @param path where it is in the site
     */
    public record Need(String name, String what, Optional<String> sha256, Optional<String> path) {}

    static Reproduction of(
            Paths paths,
            String label,
            Run run,
            Benchmark benchmark,
            Numbered<Candidate> candidate,
            Optional<Numbered<Study>> study) {
        Recipe recipe = candidate.record().recipe();
        Optional<String> expected = run.artifact(Artifact.ARCHIVE).map(Artifact::sha256);
        Commands commands = new Commands(paths, label, run, benchmark, candidate);
        List<Need> clipAndNetworks = commands.clipAndNetworks();
        if (recipe.kind() == Recipe.Kind.ARCHIVE) {
            return new Reproduction(
                    Kind.ARCHIVE, List.of(commands.score()), clipAndNetworks, Optional.empty(), expected);
        }
        Kind kind = kind(run);
        return kind == Kind.STUDY
                ? new Reproduction(kind, List.of(), commands.planned(), study, expected)
                : new Reproduction(kind, commands.compressAndScore(), commands.all(), Optional.empty(), expected);
    }

    private static Kind kind(Run run) {
        if (run.subset().whole()) {
            return Kind.WHOLE;
        }
        if (run.built() == Built.CLIP) {
            return Kind.PICKED;
        }
        return range(run.subset()).isPresent() ? Kind.RANGE : Kind.STUDY;
    }

    private static Optional<String> range(Subset subset) {
        int first = subset.pairs().getFirst();
        int last = subset.pairs().getLast();
        return last - first + 1 == subset.size() ? Optional.of(first + ".." + last) : Optional.empty();
    }

    /** Names of files in the commands, and the commands. */
    private record Commands(Paths paths, String label, Run run, Benchmark benchmark, Numbered<Candidate> candidate) {
        private String evaluators() {
            return benchmark.official()
                    ? "official:MODELS"
                    : benchmark.evaluators().equals(BUNDLED) ? BUNDLED : EVALUATORS;
        }

        private String profile() {
            return candidate.label() + ".yaml";
        }

        private List<Need> clipAndNetworks() {
            Need clip = new Need(benchmark.clip(), "the clip", benchmark.clipSha256(), Optional.empty());
            String what = switch (evaluators()) {
                case BUNDLED -> "the networks that come with Fovea";
                case EVALUATORS ->
                    "a file that names the networks " + benchmark.evaluators() + ", see docs/evaluators.md";
                default -> "a folder with the challenge's own networks " + benchmark.evaluators();
            };
            return List.of(clip, new Need(evaluators(), what, benchmark.evaluatorsSha256(), Optional.empty()));
        }

        private List<Need> planned() {
            List<Need> needs = new ArrayList<>(clipAndNetworks());
            needs.add(new Need(
                    profile(),
                    "all settings of candidate " + candidate.label(),
                    Optional.empty(),
                    Optional.of(paths.profile(candidate.key()))));
            return needs;
        }

        private List<Need> all() {
            List<Need> needs = planned();
            candidate
                    .record()
                    .recipe()
                    .init()
                    .ifPresent(hash -> needs.add(new Need(
                            "INIT.zip", "the archive that encoding begins with", Optional.of(hash), Optional.empty())));
            return needs;
        }

        private List<String> compressAndScore() {
            StringBuilder compress = new StringBuilder("./fovea compress ")
                    .append(ShellWord.file(benchmark.clip()))
                    .append(" -o ")
                    .append(label)
                    .append(".zip --evaluators ")
                    .append(ShellWord.of(evaluators()))
                    .append(" --profile ")
                    .append(profile());
            for (Map.Entry<String, String> setting : run.replaced().entrySet()) {
                compress.append(" --set ").append(ShellWord.of(setting.getKey() + "=" + setting.getValue()));
            }
            candidate.record().recipe().init().ifPresent(_ -> compress.append(" --init INIT.zip"));
            if (encodedAlone()) {
                compress.append(" --pairs ").append(range(run.subset()).orElseThrow());
            }
            compress.append(" --original-bytes ").append(Math.round(run.bytes().original()));
            return encodedAlone() ? List.of(compress.toString()) : List.of(compress.toString(), score());
        }

        private boolean encodedAlone() {
            return !run.subset().whole() && run.built() == Built.SUBSET;
        }

        private String score() {
            return "./fovea score --original " + ShellWord.file(benchmark.clip()) + " --candidate " + label
                    + ".zip --evaluators " + ShellWord.of(evaluators())
                    + (run.subset().whole() ? "" : " --json " + label + ".json");
        }
    }

    /** Words of commands, quoted so that a shell takes them as they are. */
    static final class ShellWord {
        private ShellWord() {}

        static String of(String text) {
            return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
        }

        /** A file's name, which is never taken for an option. */
        static String file(String name) {
            return of(name.startsWith("-") ? "./" + name : name);
        }
    }
}
