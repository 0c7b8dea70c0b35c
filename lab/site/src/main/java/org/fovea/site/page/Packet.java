package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.Metric;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.PairCosts;
import org.fovea.site.model.Snapshot;

/** All that speaks for and against the baseline of a benchmark, for its page and for {@code data/packet-SLUG.json}. */
public final class Packet {
    private static final int WORST = 10;

    private final Snapshot snapshot;
    private final Numbered<Benchmark> benchmark;
    private final RunRow row;
    private final Run run;
    private final Optional<Decision> promotion;

    private Packet(Snapshot snapshot, Numbered<Benchmark> benchmark, RunRow row, Decisions decisions) {
        this.snapshot = snapshot;
        this.benchmark = benchmark;
        this.row = row;
        this.run = snapshot.details(row);
        this.promotion = decisions.all().stream()
                .filter(each ->
                        each.promotion() && each.stands() && each.run().key().equals(row.key()))
                .findFirst();
    }

    /** That of a benchmark's baseline, where it has one. */
    static Optional<Packet> of(Snapshot snapshot, Numbered<Benchmark> benchmark, Decisions decisions) {
        return snapshot.floor(benchmark).map(row -> new Packet(snapshot, benchmark, row, decisions));
    }

    /**
     * The file of a benchmark.
     *
     * @param benchmark itself
     * @param floor absent where nothing was promoted
     */
    record File(Numbered<Benchmark> benchmark, Optional<Packet> floor) {}

    @JsonValue
    Map<String, Object> json() {
        return LedgerJson.fields(
                "figures", figures(row),
                "candidate", run.candidate(),
                "track", run.track(),
                "family", run.family(),
                "source", run.source(),
                "device", run.device(),
                "machine", run.machine(),
                "codeVersion", run.codeVersion(),
                "frames", run.frames(),
                "promotion", promotion.map(Decision::label),
                "prior", prior().map(Packet::figures),
                "changes", changes(),
                "gates", gates(),
                "rounds", rounds(),
                "measurements", measurements().stream().map(Packet::figures).toList(),
                "repetitions", repetitions().stream().map(Packet::figures).toList(),
                "artifacts", run.artifacts(),
                "sections", sections(),
                "worstPairs", worstPairs(),
                "commands", commands(),
                "doubts", findings(),
                "missing", missing(),
                "review", review(),
                "settings", settings());
    }

    private static Map<String, Object> figures(RunRow run) {
        Map<String, Object> fields = LedgerJson.fields("label", run.numberLabel(), "key", run.key());
        fields.putAll(LedgerJson.figures(run));
        fields.put("ended", run.ended());
        return fields;
    }

    /**
     * A round in which the candidate was compared with the baseline of that time.
     *
     * @param label as people read it: N-0077
     * @param candidateRun absent where the ledger does not have it
     * @param floorRun what it was held against; absent as above
     * @param round itself
     */
    @JsonPropertyOrder({"label", "pairs"})
    public record Compared(
            String label,
            @JsonIgnore Optional<RunRow> candidateRun,
            @JsonIgnore Optional<RunRow> floorRun,
            @JsonUnwrapped Round round) {
        /** Pairs that were compared; 0 where that is not known. */
        @JsonProperty
        public int pairs() {
            return candidateRun.map(RunRow::pairs).orElse(0);
        }
    }

    /**
     * A part of the archive.
     *
     * @param name of it
     * @param bytes of it
     * @param share of the archive, 0..1
     * @param points of the score that they cost
     */
    public record Section(String name, long bytes, double share, double points) {
        /** All of a run, the largest first; none where they are not known. */
        static List<Section> of(Run run) {
            return run.sections().entrySet().stream()
                    .map(entry -> new Section(
                            entry.getKey(),
                            entry.getValue(),
                            (double) entry.getValue() / run.bytes().archive(),
                            run.rateTerm(entry.getValue())))
                    .sorted(Comparator.comparingLong(Section::bytes).reversed().thenComparing(Section::name))
                    .toList();
        }
    }

    /** Where it is the baseline. */
    public Numbered<Benchmark> benchmark() {
        return benchmark;
    }

    /** The baseline. */
    public RunRow row() {
        return row;
    }

    /** The same, whole. */
    public Run run() {
        return run;
    }

    /** What made it the baseline. */
    public Optional<Decision> promotion() {
        return promotion;
    }

    /** What it had to beat. */
    public Optional<RunRow> prior() {
        return promotion.flatMap(Decision::prior);
    }

    /** Settings that differ from the prior baseline's. */
    public List<SettingChange> changes() {
        return prior().map(before -> SettingChange.between(
                        snapshot.candidate(before).record(),
                        snapshot.candidate(row).record()))
                .orElse(List.of());
    }

    /** Figures next to those of the prior baseline. */
    public List<Metric> metrics() {
        return Metric.of(prior(), row, benchmark.record().originalBytes());
    }

    /** Checks that it went through, in order. */
    public List<GateResult> gates() {
        return snapshot.gates(row.key()).stream().map(Numbered::record).toList();
    }

    /** Comparisons of its candidate on this benchmark, in order. */
    public List<Compared> rounds() {
        return snapshot.rounds(row.candidate()).stream()
                .filter(round -> round.record().benchmark().equals(benchmark.key()))
                .map(round -> new Compared(
                        round.label(),
                        snapshot.run(round.record().candidateRun()),
                        snapshot.run(round.record().floorRun()),
                        round.record()))
                .toList();
    }

    /** Other runs of the same recipe, in order. */
    public List<RunRow> measurements() {
        return snapshot.runsOf(row.candidate()).stream()
                .filter(other -> other.benchmark().equals(benchmark.key())
                        && !other.key().equals(row.key()))
                .toList();
    }

    /** Runs of the benchmark that repeat an earlier claim to see whether it holds. */
    public List<RunRow> repetitions() {
        return snapshot.runs(benchmark).stream()
                .filter(other -> other.family().equals(Run.VERIFICATION))
                .toList();
    }

    /** Sections of the archive, the largest first. */
    public List<Section> sections() {
        return Section.of(run);
    }

    /** Pairs on which most was lost. */
    public List<PairCosts.PairPoints> worstPairs() {
        return PairCosts.PairPoints.worst(run, WORST);
    }

    /** Commands to check it with. */
    public List<VerifyCommands> commands() {
        return VerifyCommands.of(benchmark.record(), row, run);
    }

    /** Hashes. */
    public List<Identity> identities() {
        return Identity.of(benchmark, row, run);
    }

    /** What the lab's doctor finds doubtful about it. */
    public List<Finding> findings() {
        Set<String> labels = new HashSet<>(Set.of(row.numberLabel(), benchmark.label()));
        promotion.ifPresent(each -> labels.add(each.label()));
        return snapshot.findings(labels);
    }

    /** What the ledger does not hold. */
    public List<String> missing() {
        return Missing.of(snapshot, row, run, promotion.map(Decision::judgement));
    }

    /** What was reviewed and the risks, as they were written. */
    public Optional<String> review() {
        return promotion.flatMap(Decision::review);
    }

    /** All settings, by path. */
    public Map<String, String> settings() {
        return Settings.of(snapshot.candidate(row).record()).all();
    }

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
                            "sha256sum " + Reproduction.ShellWord.file(benchmark.clip()),
                            hash)));
            archive.ifPresent(file -> {
                all.add(new VerifyCommands(
                        "The archive is the one that was measured",
                        "sha256sum " + Reproduction.ShellWord.file(file.path()),
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
            String command = "fovea score --original " + Reproduction.ShellWord.file(benchmark.clip()) + " --candidate "
                    + Reproduction.ShellWord.file(archive.path());
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

    /**
     * What something is known by, so that nobody can mistake it.
     *
     * @param name what it is
     * @param hash SHA-256 or version; absent where it is not known
     * @param detail where it is, or what is hashed
     */
    public record Identity(String name, Optional<String> hash, String detail) {
        private static final String UNKNOWN_VERSION = "unknown";

        /** All of a run. */
        public static List<Identity> of(Numbered<Benchmark> benchmark, RunRow row, Run run) {
            List<Identity> all = new ArrayList<>();
            all.add(new Identity(
                    "Clip",
                    benchmark.record().clipSha256(),
                    benchmark.record().clip() + ", " + benchmark.record().pairs() + " pairs"));
            all.add(new Identity(
                    "Networks",
                    benchmark.record().evaluatorsSha256(),
                    benchmark.record().evaluators()));
            if (run.artifact(Artifact.ARCHIVE).isEmpty()) {
                all.add(new Identity("Archive", Optional.empty(), "the ledger names no file"));
            }
            for (Artifact artifact : run.artifacts()) {
                all.add(new Identity(
                        artifact.role().equals(Artifact.ARCHIVE) ? "Archive" : "File: " + artifact.role(),
                        Optional.of(artifact.sha256()),
                        artifact.path() + ", " + org.fovea.site.layout.Wording.bytes(artifact.bytes()) + " bytes"));
            }
            all.add(new Identity("Frames", run.frames(), "raw frames, as decoded"));
            all.add(new Identity("Run", Optional.of(row.key()), "key of the record " + row.numberLabel()));
            all.add(new Identity("Recipe", Optional.of(row.candidate()), "key of the candidate: all its settings"));
            all.add(new Identity("Benchmark", Optional.of(benchmark.key()), "key of the record " + benchmark.label()));
            all.add(new Identity(
                    "Code version",
                    Optional.of(run.codeVersion()).filter(version -> !version.equals(UNKNOWN_VERSION)),
                    "of the program that measured"));
            return all;
        }
    }

    /** What a reviewer would want to see and the ledger does not hold. */
    public static final class Missing {
        private Missing() {}

        /**
         * All of it, in words.
         *
         * @param promotion of the run
         */
        public static List<String> of(Snapshot snapshot, RunRow row, Run run, Optional<Numbered<Judgement>> promotion) {
            List<String> missing = new ArrayList<>();
            add(
                    missing,
                    snapshot.gates(row.key()).isEmpty(),
                    "no gate was tried by this lab: nothing was inflated or scored again before the promotion");
            add(
                    missing,
                    promotion.flatMap(judgement -> judgement.record().review()).isEmpty(),
                    "no review was written");
            add(missing, run.artifact(Artifact.ARCHIVE).isEmpty(), "the archive itself: it cannot be scored again");
            add(missing, run.frames().isEmpty(), "the hash of the frames");
            add(
                    missing,
                    run.bytes().payload().isEmpty(),
                    "what inflating needs outside the archive, so that the rule_faithful score is not known");
            add(missing, run.sections().isEmpty(), "bytes of each section of the archive");
            add(missing, run.pairs().isEmpty(), "what was lost on each pair");
            Benchmark benchmark = snapshot.benchmark(row.benchmark()).record();
            add(missing, benchmark.clipSha256().isEmpty(), "the hash of the clip");
            add(missing, benchmark.evaluatorsSha256().isEmpty(), "the hash of the networks");
            add(missing, run.codeVersion().equals("unknown"), "which version of the code ran");
            return missing;
        }

        private static void add(List<String> all, boolean isMissing, String what) {
            if (isMissing) {
                all.add(what);
            }
        }
    }
}
