package org.fovea.app.document;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;

/** What a record says, in sentences. All digits and keys are in its JSON. */
public final class RecordSentences {
    private static final int DIGITS = 8;
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{32,64}\\b");

    private final Labels labels;
    private final Ledger ledger;

    public RecordSentences(Ledger ledger) {
        this.ledger = ledger;
        this.labels = new Labels(ledger);
    }

    /** The sentences of a record, one a line. */
    public List<String> of(Numbered<?> numbered) {
        return switch (numbered.record()) {
            case Benchmark benchmark -> benchmark(benchmark);
            case Hypothesis hypothesis -> hypothesis(hypothesis);
            case Study study ->
                List.of(
                        "Study " + study.name() + " on " + labels.benchmark(study.benchmark()) + ", "
                                + by("started", study.by(), study.time()) + ". Its plan:",
                        study.plan().strip());
            case Candidate candidate -> candidate(candidate);
            case Run run ->
                List.of(String.format(
                        Locale.ROOT,
                        "A run of %s on %s: score %.4f.",
                        labels.candidate(run.candidate()),
                        labels.benchmark(run.benchmark()),
                        run.score()));
            case Round round -> List.of(labels.round(round) + ".", by("Decided", round.by(), round.time()) + ".");
            case GateResult gate ->
                List.of("Gate " + Text.word(gate.gate()) + " of " + labels.run(gate.run())
                        + (gate.passed() ? " held: " : " did not hold: ") + gate.detail() + ".");
            case DeadEnd deadEnd -> deadEnd(deadEnd);
            case Judgement judgement -> judgement(judgement);
            case Note note ->
                List.of(
                        note.title() + (note.about().isEmpty() ? "" : ", about " + names(note.about())) + ", "
                                + by("written", note.by(), note.time()) + ":",
                        note.text().strip());
        };
    }

    private static List<String> benchmark(Benchmark benchmark) {
        return List.of(
                "Benchmark " + benchmark.name() + ": " + Text.count(benchmark.pairs(), "pair") + " of "
                        + benchmark.clip()
                        + benchmark
                                .clipSha256()
                                .map(hash -> " (" + digits(hash) + ")")
                                .orElse("")
                        + ", whose rate is counted against " + Text.count(benchmark.originalBytes()) + " bytes.",
                "Judged by " + benchmark.evaluators()
                        + benchmark
                                .evaluatorsSha256()
                                .map(hash -> " (" + digits(hash) + ")")
                                .orElse("")
                        + (benchmark.official() ? ", the challenge's own networks" : "") + ". Declared "
                        + day(benchmark.time()) + ".");
    }

    private static List<String> hypothesis(Hypothesis hypothesis) {
        Hypothesis.Expected expected = hypothesis.expected();
        List<String> parts = new ArrayList<>();
        expected.bytes().ifPresent(bytes -> parts.add(String.format(Locale.ROOT, "%+,d bytes", bytes)));
        expected.segmentation()
                .ifPresent(change -> parts.add(String.format(Locale.ROOT, "%+.6f segmentation distortion", change)));
        expected.pose().ifPresent(change -> parts.add(String.format(Locale.ROOT, "%+.6f pose distortion", change)));
        return List.of(
                "“" + hypothesis.text() + "” " + by("Said", hypothesis.by(), hypothesis.time()) + ".",
                "Mechanism: " + hypothesis.mechanism() + ". Part of the codec: " + hypothesis.family() + ".",
                parts.isEmpty() ? "No change was foretold in figures." : "Foretold: " + String.join(", ", parts) + ".");
    }

    private List<String> candidate(Candidate candidate) {
        String changes = candidate.overrides().isEmpty()
                ? "It is profile " + candidate.profile() + " unchanged"
                : "It is profile " + candidate.profile() + " with " + settings(candidate.overrides());
        return List.of(
                candidate.name().map(name -> "“" + name + "”, ").orElse("")
                        + by("proposed", candidate.by(), candidate.time())
                        + (candidate.tags().isEmpty() ? "" : ", tags " + String.join(", ", candidate.tags())) + ".",
                changes
                        + candidate
                                .parent()
                                .map(key -> "; it varies " + labels.candidate(key))
                                .orElse("") + ".",
                "Track " + candidate.track() + ", family " + candidate.family()
                        + candidate
                                .hypothesis()
                                .map(key -> ", because of " + name(key))
                                .orElse("")
                        + candidate
                                .despite()
                                .map(reason -> ", tried although a dead end closes it: " + reason)
                                .orElse("")
                        + ".");
    }

    private List<String> deadEnd(DeadEnd deadEnd) {
        return List.of(
                "Family " + deadEnd.family() + " on " + labels.benchmark(deadEnd.benchmark())
                        + (deadEnd.region().isEmpty() ? "" : " with " + settings(deadEnd.region())) + " does not help: "
                        + deadEnd.mechanism(),
                "Numbers: " + deadEnd.numbers() + " (" + names(deadEnd.evidence()) + ")",
                "Tested under " + preconditions(deadEnd.preconditions()) + ".",
                "Would be reopened by: " + deadEnd.reopens(),
                by("Closed", deadEnd.by(), deadEnd.time()) + ".");
    }

    private List<String> judgement(Judgement judgement) {
        List<String> sentences = new ArrayList<>();
        sentences.add(name(judgement.subject()) + " was " + Text.word(judgement.verdict()) + " "
                + by("", judgement.by(), judgement.time()).strip() + ": " + judgement.reason());
        if (!judgement.evidence().isEmpty()) {
            sentences.add("Evidence: " + names(judgement.evidence()) + ".");
        }
        if (!judgement.preconditions().isEmpty()) {
            sentences.add("Holds under " + preconditions(judgement.preconditions()) + ".");
        }
        judgement.review().ifPresent(review -> sentences.add(review.strip()));
        return sentences;
    }

    /** What something was tested under; hashes by their first digits. */
    public static String preconditions(Map<String, String> preconditions) {
        return preconditions.entrySet().stream()
                .map(entry -> entry.getKey() + " " + shortened(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A text with the hashes in it cut to their first digits. */
    public static String shortened(String text) {
        return HASH.matcher(text).replaceAll(found -> digits(found.group()));
    }

    private static String digits(String hash) {
        return hash.substring(0, Math.min(DIGITS, hash.length())) + "…";
    }

    private static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + shortened(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String names(List<String> keys) {
        return keys.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(String key) {
        try {
            return ledger.resolve(key).label();
        } catch (LedgerException _) {
            return digits(key); // of a ledger that was imported in part
        }
    }

    private static String by(String what, Author author, Instant time) {
        String who = switch (author.kind()) {
            case PERSON, AGENT -> author.name();
            default -> Text.word(author.kind()) + " " + author.name();
        };
        return what + " by " + who + " on " + day(time);
    }

    private static String day(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString().replace("T", " ").replaceFirst(":00Z$|Z$", " UTC");
    }
}
