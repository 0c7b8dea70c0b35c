package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.RecordBuilder;
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
 * @param track as the candidate's, or {@link Track#EXPLOIT} where the archive turned out to be one
 * @param family as the candidate's
 * @param machine architecture and processor
 * @param bytes what is charged
 * @param sections bytes of each section of the archive, which add up to it
 * @param segmentation mean share of wrong pixels, 0..1, over the subset
 * @param pose mean pose distortion over the subset
 * @param pairs what was lost on each pair of the subset
 * @param frames SHA-256 of the frames that inflating drew, raw; absent where unknown
 * @param source who measured: {@link #MEASURED}
 * @param name of old ledgers only, nothing reads it
 * @param note likewise
 * @param job id of the job that made it; no two runs have the same
 * @param series id of the job of which this is a repetition, with another seed or because that one was invalidated;
 *     absent where it is none
 * @param drawn {@link #NOT_ISOLATED} where the worker itself drew the frames; absent where another process did that saw
 *     the archive alone
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
        Optional<String> series,
        Optional<String> drawn)
        implements LabRecord {
    /** Source of a run that this program measured. */
    public static final String MEASURED = "measured";

    public static final String NOT_ISOLATED = "not isolated";

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

    public enum Built {
        SUBSET,
        CLIP
    }

    /**
     * What is charged.
     *
     * @param archive size of the archive
     * @param payload size of what inflating needs outside it; absent where that is not known, and then only one
     *     accounting is known
     * @param original that these are counted against: the benchmark's where the archive holds the whole clip, else the
     *     share of its pairs
     */
    public record Bytes(long archive, Optional<Long> payload, double original) {
        public Bytes {
            if (archive < 1 || payload.orElse(0L) < 0 || !(original >= 1)) {
                throw new IllegalArgumentException(
                        archive + " bytes with " + payload.orElse(0L) + " outside, of " + original);
            }
        }
    }

    @JsonIgnore
    @Override
    public Instant time() {
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
        return whole(subset, built, replaced);
    }

    /** The same of an experiment before its run. */
    public static boolean whole(Subset subset, Built built, Map<String, String> replaced) {
        return subset.whole() && built == Built.CLIP && replaced.isEmpty();
    }

    public Run withPairs(List<PairDistortion> costs) {
        return toBuilder().pairs(costs).build();
    }

    public Optional<Artifact> artifact(String role) {
        return artifacts.stream().filter(file -> file.role().equals(role)).findFirst();
    }

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class).source(MEASURED);
    }

    public Builder toBuilder() {
        return RecordBuilder.of(Builder.class, this);
    }

    /** Sets components by their names; see {@link Run}. */
    public interface Builder {
        Builder benchmark(String value);

        Builder candidate(String value);

        Builder study(Optional<String> value);

        Builder rung(int value);

        Builder replaced(Map<String, String> value);

        Builder subset(Subset value);

        Builder built(Built value);

        Builder track(String value);

        Builder family(String value);

        Builder seeds(List<Long> value);

        Builder device(String value);

        Builder machine(String value);

        Builder threads(int value);

        Builder codeVersion(String value);

        Builder started(Instant value);

        Builder ended(Instant value);

        Builder bytes(Bytes value);

        Builder sections(Map<String, Long> value);

        Builder segmentation(double value);

        Builder pose(double value);

        Builder pairs(List<PairDistortion> value);

        Builder frames(Optional<String> value);

        Builder artifacts(List<Artifact> value);

        Builder source(String value);

        Builder name(Optional<String> value);

        Builder note(Optional<String> value);

        Builder job(Optional<String> value);

        Builder series(Optional<String> value);

        Builder drawn(Optional<String> value);

        Run build();
    }
}
