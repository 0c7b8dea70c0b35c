package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * A measurement, the same for all tracks and all sources. Distortions are kept, scores follow from them, so that no
 * digit is ever lost.
 *
 * @param benchmark key of what it ran on: clip, networks, size of the original
 * @param candidate key of what was measured
 * @param study key of the study that asked for it
 * @param rung number of the round in that study, from 0; 0 where none asked
 * @param replaced settings of the recipe that were replaced for this run alone, such as fewer training steps
 * @param subset pairs that were scored
 * @param built which pairs the archive holds
 * @param track as the candidate's, or {@link Track#EXPLOIT} where the archive turned out to be one
 * @param family as the candidate's
 * @param seeds of everything drawn by lot
 * @param device what computed, as in "cpu"; "unknown" where an imported ledger did not say
 * @param machine architecture and processor
 * @param threads that computed; 0 for unknown
 * @param codeVersion which code ran; "unknown" where an imported ledger did not say
 * @param started begin
 * @param ended end
 * @param bytes what is charged
 * @param sections bytes of each section of the archive, which add up to it; empty where unknown
 * @param segmentation mean share of wrong pixels, 0..1, over the subset
 * @param pose mean pose distortion over the subset
 * @param pairs what was lost on each pair of the subset; empty where an imported ledger did not say
 * @param frames SHA-256 of the frames that inflating drew, raw; absent where unknown
 * @param artifacts files of it
 * @param source who measured: {@link #MEASURED}, or "import: NAME"
 * @param name what the source called it
 * @param note what the source said of it
 * @param job id of the job that made it; no two runs have the same
 * @param series id of the job of which this is a repetition, with another seed or because that one was invalidated;
 *     absent where it is none
 */
public record Run(
        String benchmark,
        String candidate,
        Optional<String> study,
        int rung,
        Map<String, String> replaced,
        Subset subset,
        Built built,
        String track,
        String family,
        List<Long> seeds,
        String device,
        String machine,
        int threads,
        String codeVersion,
        Instant started,
        Instant ended,
        Bytes bytes,
        Map<String, Long> sections,
        double segmentation,
        double pose,
        List<PairDistortion> pairs,
        Optional<String> frames,
        List<Artifact> artifacts,
        String source,
        Optional<String> name,
        Optional<String> note,
        Optional<String> job,
        Optional<String> series)
        implements LabRecord {
    /** Source of a run that this program measured. */
    public static final String MEASURED = "measured";

    /** Family of a run that repeats an earlier claim to see whether it holds. */
    public static final String VERIFICATION = "verification";

    /** Rejects what contradicts itself. */
    public Run {
        Texts.key("the benchmark", benchmark);
        Texts.key("the candidate", candidate);
        study.ifPresent(key -> Texts.key("the study", key));
        frames.ifPresent(hash -> Texts.key("the frames", hash));
        Texts.required("track", track);
        Texts.required("family", family);
        Texts.required("device", device);
        Texts.required("machine", machine);
        Texts.required("code version", codeVersion);
        Texts.required("source", source);
        replaced = Texts.sorted(replaced);
        sections = Texts.sorted(sections);
        seeds = List.copyOf(seeds);
        pairs = List.copyOf(pairs);
        artifacts = List.copyOf(artifacts);
        started = Texts.time(started);
        ended = Texts.time(ended);
        if (!(segmentation >= 0 && segmentation <= 1) || !(pose >= 0 && pose < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a run with segmentation " + segmentation + " and pose " + pose);
        }
        if (!pairs.isEmpty()
                && !pairs.stream().map(PairDistortion::pair).toList().equals(subset.pairs())) {
            throw new IllegalArgumentException("results of other pairs than " + subset);
        }
        long sum = sections.values().stream().mapToLong(Long::longValue).sum();
        if (!sections.isEmpty() && sum != bytes.archive()) {
            throw new IllegalArgumentException(
                    "sections of " + sum + " bytes in an archive of " + bytes.archive() + " bytes");
        }
    }

    /** Which pairs an archive holds. */
    public enum Built {
        /** The subset alone. */
        SUBSET,
        /** The whole clip. */
        CLIP
    }

    /**
     * What is charged.
     *
     * @param archive size of the archive
     * @param payload size of what inflating needs outside it; absent where an imported ledger did not say, and then
     *     only one accounting is known
     * @param original that these are counted against: the benchmark's where the archive holds the whole clip, else the
     *     share of its pairs
     */
    public record Bytes(long archive, Optional<Long> payload, double original) {
        /** Rejects what cannot be. */
        public Bytes {
            if (archive < 1 || payload.orElse(0L) < 0 || !(original >= 1)) {
                throw new IllegalArgumentException(
                        archive + " bytes with " + payload.orElse(0L) + " outside, of " + original);
            }
        }
    }

    @Override
    public RecordKind kind() {
        return RecordKind.RUN;
    }

    @Override
    public Instant recorded() {
        return ended;
    }

    /** What these bytes of the archive, or outside it, cost in points. */
    public double rateTerm(long some) {
        return ScoreFormula.COMMA.rateTerm(some, bytes.original());
    }

    /** The terms where the archive alone is charged. */
    @JsonIgnore
    public Score terms() {
        return terms(bytes.archive());
    }

    private Score terms(long charged) {
        return ScoreFormula.COMMA.score(new Distortion(segmentation, pose), rateTerm(charged));
    }

    /** The score where the archive alone is charged, {@code current_workflow}. */
    @JsonIgnore
    public double score() {
        return terms().total();
    }

    /**
     * The score where payload outside is charged too, {@code rule_faithful}; absent where that payload is not known.
     */
    @JsonIgnore
    public Optional<Double> ruleFaithfulScore() {
        return bytes.payload().map(outside -> terms(bytes.archive() + outside).total());
    }

    /** Whether all pairs of the clip were measured. Only then a score is one of the benchmark. */
    @JsonIgnore
    public boolean whole() {
        return subset.whole() && built == Built.CLIP && replaced.isEmpty();
    }

    /** The same run with these results of its pairs. */
    public Run withPairs(List<PairDistortion> costs) {
        return toBuilder().pairs(costs).build();
    }

    /** An artifact by its role. */
    public Optional<Artifact> artifact(String role) {
        return artifacts.stream().filter(file -> file.role().equals(role)).findFirst();
    }

    /** Begins a new one. What is not said is absent, empty or 0; everything else must be said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.benchmark = benchmark;
        builder.candidate = candidate;
        builder.study = study;
        builder.rung = rung;
        builder.replaced = replaced;
        builder.subset = subset;
        builder.built = built;
        builder.track = track;
        builder.family = family;
        builder.seeds = seeds;
        builder.device = device;
        builder.machine = machine;
        builder.threads = threads;
        builder.codeVersion = codeVersion;
        builder.started = started;
        builder.ended = ended;
        builder.bytes = bytes;
        builder.sections = sections;
        builder.segmentation = segmentation;
        builder.pose = pose;
        builder.pairs = pairs;
        builder.frames = frames;
        builder.artifacts = artifacts;
        builder.source = source;
        builder.name = name;
        builder.note = note;
        builder.job = job;
        builder.series = series;
        return builder;
    }

    /** Components by their names; see {@link Run} for what they are. */
    public static final class Builder {
        private String benchmark;
        private String candidate;
        private Optional<String> study = Optional.empty();
        private int rung;
        private Map<String, String> replaced = Map.of();
        private Subset subset;
        private Built built;
        private String track;
        private String family;
        private List<Long> seeds = List.of();
        private String device;
        private String machine;
        private int threads;
        private String codeVersion;
        private Instant started;
        private Instant ended;
        private Bytes bytes;
        private Map<String, Long> sections = Map.of();
        private double segmentation;
        private double pose;
        private List<PairDistortion> pairs = List.of();
        private Optional<String> frames = Optional.empty();
        private List<Artifact> artifacts = List.of();
        private String source = MEASURED;
        private Optional<String> name = Optional.empty();
        private Optional<String> note = Optional.empty();
        private Optional<String> job = Optional.empty();
        private Optional<String> series = Optional.empty();

        private Builder() {}

        /** Key of what it ran on: clip, networks, size of the original. */
        public Builder benchmark(String value) {
            benchmark = value;
            return this;
        }

        /** Key of what was measured. */
        public Builder candidate(String value) {
            candidate = value;
            return this;
        }

        /** Key of the study that asked for it. */
        public Builder study(Optional<String> value) {
            study = value;
            return this;
        }

        /** Number of the round in that study, from 0; 0 where none asked. */
        public Builder rung(int value) {
            rung = value;
            return this;
        }

        /** Settings of the recipe that were replaced for this run alone, such as fewer training steps. */
        public Builder replaced(Map<String, String> value) {
            replaced = value;
            return this;
        }

        /** Pairs that were scored. */
        public Builder subset(Subset value) {
            subset = value;
            return this;
        }

        /** Which pairs the archive holds. */
        public Builder built(Built value) {
            built = value;
            return this;
        }

        /** As the candidate's, or {@link Track#EXPLOIT} where the archive turned out to be one. */
        public Builder track(String value) {
            track = value;
            return this;
        }

        /** As the candidate's. */
        public Builder family(String value) {
            family = value;
            return this;
        }

        /** Of everything drawn by lot. */
        public Builder seeds(List<Long> value) {
            seeds = value;
            return this;
        }

        /** What computed, as in "cpu"; "unknown" where an imported ledger did not say. */
        public Builder device(String value) {
            device = value;
            return this;
        }

        /** Architecture and processor. */
        public Builder machine(String value) {
            machine = value;
            return this;
        }

        /** That computed; 0 for unknown. */
        public Builder threads(int value) {
            threads = value;
            return this;
        }

        /** Which code ran; "unknown" where an imported ledger did not say. */
        public Builder codeVersion(String value) {
            codeVersion = value;
            return this;
        }

        /** Begin. */
        public Builder started(Instant value) {
            started = value;
            return this;
        }

        /** End. */
        public Builder ended(Instant value) {
            ended = value;
            return this;
        }

        /** What is charged. */
        public Builder bytes(Bytes value) {
            bytes = value;
            return this;
        }

        /** Bytes of each section of the archive, which add up to it; empty where unknown. */
        public Builder sections(Map<String, Long> value) {
            sections = value;
            return this;
        }

        /** Mean share of wrong pixels, 0..1, over the subset. */
        public Builder segmentation(double value) {
            segmentation = value;
            return this;
        }

        /** Mean pose distortion over the subset. */
        public Builder pose(double value) {
            pose = value;
            return this;
        }

        /** What was lost on each pair of the subset; empty where an imported ledger did not say. */
        public Builder pairs(List<PairDistortion> value) {
            pairs = value;
            return this;
        }

        /** SHA-256 of the frames that inflating drew, raw; absent where unknown. */
        public Builder frames(Optional<String> value) {
            frames = value;
            return this;
        }

        /** Files of it. */
        public Builder artifacts(List<Artifact> value) {
            artifacts = value;
            return this;
        }

        /** Who measured: {@link #MEASURED}, or "import: NAME". */
        public Builder source(String value) {
            source = value;
            return this;
        }

        /** What the source called it. */
        public Builder name(Optional<String> value) {
            name = value;
            return this;
        }

        /** What the source said of it. */
        public Builder note(Optional<String> value) {
            note = value;
            return this;
        }

        /** Id of the job that made it; no two runs have the same. */
        public Builder job(Optional<String> value) {
            job = value;
            return this;
        }

        /** Id of the job of which this is a repetition. */
        public Builder series(Optional<String> value) {
            series = value;
            return this;
        }

        /** The record. */
        public Run build() {
            return new Run(
                    benchmark,
                    candidate,
                    study,
                    rung,
                    replaced,
                    subset,
                    built,
                    track,
                    family,
                    seeds,
                    device,
                    machine,
                    threads,
                    codeVersion,
                    started,
                    ended,
                    bytes,
                    sections,
                    segmentation,
                    pose,
                    pairs,
                    frames,
                    artifacts,
                    source,
                    name,
                    note,
                    job,
                    series);
        }
    }
}
