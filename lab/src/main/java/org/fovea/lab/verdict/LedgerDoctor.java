package org.fovea.lab.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.store.SqlLedger;

/**
 * Looks for what is doubtful in a ledger: records that are not what their keys say or refer to nothing, files that are gone or changed, clocks that jumped, promotions that
 * did not beat the floor of their time, accounting and hashes that are missing, and claims that a repetition did not confirm. It changes nothing.
 */
public final class LedgerDoctor {
    private final SqlLedger ledger;
    private final Findings findings = new Findings();

    private LedgerDoctor(SqlLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Examines a ledger.
     *
     * @param lab folder that the artifacts' paths start from; absent: files are not looked at
     * @return what was found, the worst first, then by code and number
     */
    public static List<Finding> examine(SqlLedger ledger, Optional<Path> lab) {
        return new LedgerDoctor(ledger).all(lab);
    }

    private List<Finding> all(Optional<Path> lab) {
        List<RunRow> rows = ledger.runs(RunQuery.all());
        History history = History.of(ledger, rows);
        for (RecordKind kind : RecordKind.values()) {
            if (kind != RecordKind.RUN) {
                all(kind.type()).forEach(this::consistency);
            }
        }
        Optional<ArtifactChecks> artifacts = lab.map(folder -> new ArtifactChecks(folder, findings));
        for (RunRow row : rows) {
            Numbered<Run> run = ledger.find(Run.class, row.number()).orElseThrow();
            consistency(run);
            artifacts.ifPresent(checks -> checks.check(run));
        }
        artifacts.ifPresent(checks -> checks.unnamed(named(rows)));
        new ClockChecks(findings).check(rows, history);
        judgementsOfTheFuture();
        new PromotionChecks(ledger, findings).check(history);
        new ClaimChecks(ledger, findings).check(rows, history);
        return findings.sorted();
    }

    /** Hashes of files that a record names: those of runs, and archives that encodes begin with. */
    private Set<String> named(List<RunRow> rows) {
        Set<String> hashes = new HashSet<>();
        for (RunRow row : rows) {
            ledger.find(Run.class, row.number())
                    .orElseThrow()
                    .record()
                    .artifacts()
                    .forEach(artifact -> hashes.add(artifact.sha256()));
        }
        for (Numbered<Candidate> candidate : ledger.all(Candidate.class)) {
            candidate.record().recipe().init().ifPresent(hashes::add);
        }
        return hashes;
    }

    private void judgementsOfTheFuture() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        for (Numbered<Judgement> judgement : ledger.all(Judgement.class)) {
            if (judgement.record().time().isAfter(tomorrow)) {
                findings.warning(
                        "clock-future",
                        judgement.label(),
                        "it is dated " + judgement.record().time() + ", which has not come yet",
                        "find out whose clock was wrong, or who wanted it to look so");
            }
        }
    }

    private List<Numbered<?>> all(Class<? extends LabRecord> type) {
        return new ArrayList<>(ledger.all(type));
    }

    private void consistency(Numbered<?> numbered) {
        if (!numbered.record().key().equals(numbered.key())) {
            findings.error(
                    "key",
                    numbered.label(),
                    "its content is not what its key says",
                    "do not trust it; restore the ledger from an export");
        }
        for (Link link : Link.of(numbered.record())) {
            if (!ledger.has(link)) {
                findings.error(
                        "orphan",
                        numbered.label(),
                        "it refers to " + link.key() + ", which is not there",
                        "restore the ledger from an export");
            }
        }
    }

    /** Collects. */
    static final class Findings {
        private final List<Finding> all = new ArrayList<>();

        void error(String code, String record, String message, String hint) {
            all.add(new Finding(Finding.Severity.ERROR, code, record, message, hint));
        }

        void warning(String code, String record, String message, String hint) {
            all.add(new Finding(Finding.Severity.WARNING, code, record, message, hint));
        }

        void info(String code, String record, String message, String hint) {
            all.add(new Finding(Finding.Severity.INFO, code, record, message, hint));
        }

        List<Finding> sorted() {
            return all.stream()
                    .sorted(Comparator.comparing(Finding::severity)
                            .thenComparing(Finding::code)
                            .thenComparing(Finding::record))
                    .toList();
        }
    }

    /** Whether promotions beat what they had to, by both ways of counting, and floors can be looked at again. */
    private static final class PromotionChecks {
        private final SqlLedger ledger;
        private final Findings findings;

        PromotionChecks(SqlLedger ledger, Findings findings) {
            this.ledger = ledger;
            this.findings = findings;
        }

        void check(History history) {
            history.promotions().forEach(this::check);
            Set<String> imported = ledger.imported();
            for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
                hashes(benchmark);
                ledger.floor(benchmark.key()).ifPresent(floor -> {
                    floor(floor, benchmark);
                    gates(floor, benchmark, imported);
                });
            }
        }

        private void gates(Numbered<Run> floor, Numbered<Benchmark> benchmark, Set<String> imported) {
            List<Numbered<Judgement>> promotions = ledger.judgements(floor.key()).stream()
                    .filter(judgement -> judgement.record().verdict() == Verdict.PROMOTED)
                    .toList();
            if (promotions.stream().map(Numbered::key).allMatch(imported::contains)) {
                // Somebody accepted it by name; a reader should know, no more.
                findings.info(
                        "floor-imported",
                        floor.label(),
                        "the floor of " + benchmark.record().name()
                                + " was promoted in another ledger; its gates were never tried in this one",
                        "reopen its promotion and promote it here, where the lab has its archive");
            }
        }

        private void check(History.Promotion promotion) {
            RunRow run = promotion.run();
            if (promotion.floor().isEmpty()) {
                return;
            }
            RunRow floor = promotion.floor().get();
            if (!(run.score() < floor.score())) {
                findings.warning(
                        "promotion-not-better",
                        run.numberLabel(),
                        "it was promoted with " + digits(run.score()) + " over " + floor.numberLabel() + " with "
                                + digits(floor.score()),
                        "find out why it was promoted; reject it where there is no reason");
            } else if (worse(run.ruleFaithfulScore(), floor.ruleFaithfulScore())) {
                findings.warning(
                        "promotion-by-payload",
                        run.numberLabel(),
                        "its rule_faithful score of "
                                + digits(run.ruleFaithfulScore().orElseThrow())
                                + " is not better than "
                                + digits(floor.ruleFaithfulScore().orElseThrow()) + " of "
                                + floor.numberLabel() + "; only current_workflow got better",
                        "count payload outside the archive before relying on it");
            } else if (run.payload().isEmpty() && floor.payload().isPresent()) {
                findings.warning(
                        "promotion-accounting",
                        run.numberLabel(),
                        "it was promoted over " + floor.numberLabel()
                                + " without a rule_faithful score; nobody knows whether that got better",
                        "find out what it needs outside the archive");
            }
        }

        private static boolean worse(Optional<Double> score, Optional<Double> floor) {
            return score.isPresent() && floor.isPresent() && !(score.get() < floor.get());
        }

        private void hashes(Numbered<Benchmark> benchmark) {
            String missing = benchmark.record().clipSha256().isEmpty() ? "clip" : "";
            if (benchmark.record().evaluatorsSha256().isEmpty()) {
                missing += missing.isEmpty() ? "networks" : " and networks";
            }
            if (!missing.isEmpty()) {
                findings.warning(
                        "benchmark-hash",
                        benchmark.label(),
                        "the hash of its " + missing + " is not known",
                        "compare its runs with those of no other benchmark");
            }
        }

        private void floor(Numbered<Run> floor, Numbered<Benchmark> benchmark) {
            String of = "the floor of " + benchmark.record().name();
            if (floor.record().artifact(Artifact.ARCHIVE).isEmpty()) {
                findings.warning(
                        "floor-archive",
                        floor.label(),
                        of + " has no archive that could be scored again",
                        "find the archive, or measure a run that keeps it");
            }
            if (floor.record().bytes().payload().isEmpty()) {
                findings.warning(
                        "floor-accounting",
                        floor.label(),
                        of + " does not say what it needs outside the archive; its rule_faithful score is unknown",
                        "do not quote it under rule_faithful");
            }
        }

        static String digits(double score) {
            return String.format(Locale.ROOT, "%.6f", score);
        }
    }

    /** Whether the files of runs are what they were. */
    private static final class ArtifactChecks {
        private static final int MAX_SHOWN = 5;

        private final Path lab;
        private final Findings findings;

        ArtifactChecks(Path lab, Findings findings) {
            this.lab = lab.toAbsolutePath().normalize();
            this.findings = findings;
        }

        /** Files that no record names: of a ledger that was lost and made anew, or of a run that ended before it was recorded. */
        void unnamed(Set<String> named) {
            List<Path> unknown;
            try {
                unknown = new ArtifactStore(lab)
                        .files().stream()
                                .filter(file -> !named.contains(hash(file)))
                                .sorted()
                                .toList();
            } catch (IOException | UncheckedIOException e) {
                findings.error(
                        "artifact-unreadable",
                        "",
                        "the folder of artifacts cannot be read: " + e.getMessage(),
                        "check its permissions");
                return;
            }
            if (!unknown.isEmpty()) {
                String more = unknown.size() > MAX_SHOWN ? " and " + (unknown.size() - MAX_SHOWN) + " more" : "";
                findings.info(
                        "artifact-unnamed",
                        "",
                        "no record names " + unknown.size() + (unknown.size() == 1 ? " file: " : " files: ")
                                + unknown.stream()
                                        .limit(MAX_SHOWN)
                                        .map(file -> lab.relativize(file).toString())
                                        .collect(Collectors.joining(", "))
                                + more,
                        "look whether the ledger has lost records; else remove them");
            }
        }

        private static String hash(Path file) {
            String name = file.getFileName().toString();
            return file.getParent().getFileName() + name.replaceFirst("\\..*$", "");
        }

        void check(Numbered<Run> run) {
            List<Artifact> missing = run.record().artifacts().stream()
                    .filter(artifact -> !Files.isRegularFile(lab.resolve(artifact.path())))
                    .toList();
            if (!missing.isEmpty()) {
                missing(run, missing);
            }
            for (Artifact artifact : run.record().artifacts()) {
                if (!missing.contains(artifact)) {
                    check(run.label(), artifact);
                }
            }
        }

        /** An export travels without files, and an example with archives alone, so that this is no contradiction. An archive whose log is there was lost. */
        private void missing(Numbered<Run> run, List<Artifact> missing) {
            String what = String.join(
                            ", ",
                            missing.stream().map(Artifact::role).distinct().toList())
                    + (missing.size() == 1 ? " is" : " are")
                    + " not in the lab's folder";
            boolean archive =
                    missing.stream().anyMatch(artifact -> artifact.role().equals(Artifact.ARCHIVE));
            if (archive && missing.size() < run.record().artifacts().size()) {
                findings.warning("artifact-missing", run.label(), what, "restore it from a copy");
            } else {
                findings.info(
                        "artifact-missing",
                        run.label(),
                        what + ", since files are not exported",
                        "copy the folder artifacts of the other lab");
            }
        }

        private void check(String run, Artifact artifact) {
            Path file = lab.resolve(artifact.path());
            String name = artifact.role() + " " + artifact.path();
            try {
                if (Files.size(file) != artifact.bytes()) {
                    findings.error(
                            "artifact-size",
                            run,
                            name + " has " + Files.size(file) + " bytes instead of " + artifact.bytes(),
                            "restore it from a copy");
                } else if (!Sha256.of(file).equals(artifact.sha256())) {
                    findings.error(
                            "artifact-hash", run, name + " has another content than it had", "restore it from a copy");
                }
            } catch (IOException e) {
                findings.error(
                        "artifact-unreadable",
                        run,
                        name + " cannot be read: " + e.getMessage(),
                        "check its permissions");
            }
        }
    }

    /** Whether what runs claim was confirmed, can be counted, and is of this world. */
    private static final class ClaimChecks {
        private static final double OFF_SCALE = 10;

        private final SqlLedger ledger;
        private final Findings findings;

        ClaimChecks(SqlLedger ledger, Findings findings) {
            this.ledger = ledger;
            this.findings = findings;
        }

        void check(List<RunRow> rows, History history) {
            for (RunRow row : rows) {
                if (!row.verdict().equals(history.verdict(row.key()))) {
                    findings.error(
                            "verdict",
                            row.numberLabel(),
                            "lists show the verdict " + word(row.verdict()) + ", but judgements say "
                                    + word(history.verdict(row.key())),
                            "restore the ledger from an export");
                }
                if (row.payload().isEmpty()) {
                    findings.info(
                            "accounting",
                            row.numberLabel(),
                            "what it needs outside the archive is not known, nor is its rule_faithful score",
                            "do not compare it under rule_faithful");
                }
            }
            Map<String, List<RunRow>> byBenchmark = rows.stream().collect(Collectors.groupingBy(RunRow::benchmark));
            for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
                List<RunRow> runs = byBenchmark.getOrDefault(benchmark.key(), List.of());
                List<RunRow> promoted = history.promotions().stream()
                        .map(History.Promotion::run)
                        .filter(run -> run.benchmark().equals(benchmark.key()))
                        .distinct()
                        .toList();
                Optional<RunRow> floor = ledger.floor(benchmark.key()).flatMap(run -> history.run(run.key()));
                verifications(runs, promoted, floor);
                floor.ifPresent(best -> offScale(runs, best));
            }
        }

        private static String word(Optional<Verdict> verdict) {
            return verdict.map(Verdict::name).orElse("none");
        }

        private void verifications(List<RunRow> runs, List<RunRow> promoted, Optional<RunRow> floor) {
            List<RunRow> repeated = runs.stream()
                    .filter(run -> run.family().equals(Run.VERIFICATION))
                    .toList();
            for (RunRow repetition : repeated) {
                promoted.stream()
                        .filter(claim -> claim.bytes() == repetition.bytes()
                                && claim.ended().isBefore(repetition.ended())
                                && claim.score() < repetition.score())
                        .forEach(claim -> findings.warning(
                                "not-reproduced",
                                claim.numberLabel(),
                                "it claims " + PromotionChecks.digits(claim.score()) + "; the repetition "
                                        + repetition.numberLabel() + " with as many bytes came to "
                                        + PromotionChecks.digits(repetition.score()),
                                "repeat it yourself before relying on it"));
            }
            boolean unconfirmed = floor.isPresent()
                    && !repeated.isEmpty()
                    && repeated.stream().allMatch(run -> floor.get().score() < run.score());
            if (unconfirmed) {
                findings.warning(
                        "floor-not-verified",
                        floor.get().numberLabel(),
                        "the floor claims " + PromotionChecks.digits(floor.get().score()) + ", better than each of the "
                                + repeated.size() + " repetitions",
                        "repeat it yourself before relying on it");
            }
        }

        private void offScale(List<RunRow> runs, RunRow floor) {
            for (RunRow run : runs) {
                if (run.score() > OFF_SCALE * floor.score()) {
                    findings.info(
                            "off-scale",
                            run.numberLabel(),
                            "its score of " + PromotionChecks.digits(run.score())
                                    + " is more than 10 times the floor's " + PromotionChecks.digits(floor.score()),
                            "look whether it failed rather than lost");
                }
            }
        }
    }

    /** Whether clocks told times that can follow each other. */
    private static final class ClockChecks {
        private static final Duration JUMP = Duration.ofDays(1);
        private static final String HINT = "look at the clock of the machine that wrote it";

        private final Findings findings;

        ClockChecks(Findings findings) {
            this.findings = findings;
        }

        void check(List<RunRow> rows, History history) {
            for (RunRow row : rows) {
                if (row.ended().isBefore(row.started())) {
                    findings.warning(
                            "clock-run",
                            row.numberLabel(),
                            "it ended at " + row.ended() + ", before it started at " + row.started(),
                            HINT);
                }
            }
            for (Numbered<Judgement> judgement : history.judgements()) {
                check(judgement, history);
            }
            jumps(rows);
        }

        private void check(Numbered<Judgement> numbered, History history) {
            Judgement judgement = numbered.record();
            List<String> runs = new ArrayList<>(judgement.evidence());
            if (judgement.about() == RecordKind.RUN) {
                runs.add(judgement.subject());
            }
            runs.stream()
                    .distinct()
                    .flatMap(key -> history.run(key).stream())
                    .filter(run -> judgement.time().isBefore(run.ended()))
                    .findFirst()
                    .ifPresent(run -> findings.warning(
                            "clock-judgement",
                            numbered.label(),
                            "it was judged at " + judgement.time() + ", before " + run.numberLabel() + " ended at "
                                    + run.ended(),
                            judgement.by().kind() == Author.Kind.IMPORT ? "ask whose ledger it was" : HINT));
        }

        /** Runs come into a ledger when they end; those of other labs when they are imported. */
        private void jumps(List<RunRow> rows) {
            Instant latest = Instant.MIN;
            for (RunRow row : rows) {
                if (!row.source().equals(Run.MEASURED)) {
                    continue;
                }
                if (latest != Instant.MIN && row.ended().isBefore(latest.minus(JUMP))) {
                    findings.warning(
                            "clock-order",
                            row.numberLabel(),
                            "it ended at " + row.ended() + ", more than a day before a run with a smaller number, at "
                                    + latest,
                            HINT + ", unless it was merged from another lab");
                }
                latest = row.ended().isAfter(latest) ? row.ended() : latest;
            }
        }
    }
}
