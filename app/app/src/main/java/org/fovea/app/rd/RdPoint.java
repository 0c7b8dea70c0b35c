package org.fovea.app.rd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.score.Tasks;
import org.fovea.video.stream.StreamEncoder;

/**
 * A measured point of rate and distortion: what an archive or an anchor codec's settings cost and lose on a clip. Its
 * components are the keys of documents; an archive has the anchor codecs' keys, too, with values that mean nothing.
 *
 * @param series what it belongs to: {@link #FOVEA}, {@link #ROBUST}, or the title of an anchor codec
 * @param label settings or a file name, for people
 * @param bytes that are charged: of the archive, or of the stream without a container
 * @param lost means over the pairs of what the networks lost
 * @param score with everything; lower is better
 * @param seconds that encoding and scoring took
 * @param fovea whether it is an archive of masks
 * @param rival whether it is a point of an anchor codec
 * @param tasks {@link Tasks#figures}, no part of the score
 * @param terms of the score; in no document
 */
@JsonIgnoreProperties({"terms", "exploit"}) // the latter of earlier files
public record RdPoint(
        String series,
        String label,
        @JsonUnwrapped Coding coding,
        long bytes,
        @JsonUnwrapped Distortion lost,
        double score,
        double seconds,
        boolean fovea,
        boolean rival,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> tasks,
        Score terms) {
    /** Series of archives of masks and a renderer. */
    public static final String FOVEA = "Fovea";

    /** Series of archives of a video and a filter. */
    public static final String ROBUST = "Fovea robust";

    /**
     * An anchor codec's settings, and the size of its pictures.
     *
     * @param encoder program and version
     */
    public record Coding(String preset, int crf, int scale, int width, int height, String filter, String encoder) {}

    /** @throws IllegalArgumentException where there is no such series */
    public RdPoint {
        if (rival ? AnchorCodec.of(series).isEmpty() : !List.of(FOVEA, ROBUST).contains(series)) {
            throw new IllegalArgumentException("no codec " + series);
        }
        tasks = tasks == null ? Map.of() : new TreeMap<>(tasks); // files of before have none
        terms = terms == null ? new Score(0, 0, 0, List.of()) : terms; // until it is priced
    }

    /** The same with the terms by a formula. */
    RdPoint priced(ScoreFormula formula, long originalBytes) {
        Score priced = formula.score(lost, formula.rateTerm(bytes, originalBytes));
        return new RdPoint(series, label, coding, bytes, lost, score, seconds, fovea, rival, tasks, priced);
    }

    /** An archive that was just scored. */
    public static RdPoint archive(
            String series,
            String label,
            FrameSize size,
            long bytes,
            ScoreResult found,
            long originalBytes,
            double seconds) {
        Coding none = new Coding("", 0, 100, size.width(), size.height(), "", "");
        return measured(series, label, none, bytes, found, originalBytes, seconds);
    }

    /**
     * A point of an anchor codec that was just measured.
     *
     * @param bytes of its stream
     * @param found what the networks lost
     * @param start when it began, by {@link System#nanoTime}
     */
    public static RdPoint anchor(
            RdTask task, StreamEncoder encoder, AnchorSettings settings, long bytes, ScoreResult found, long start) {
        FrameSize coded = settings.codedSize(task.clip().size());
        return measured(
                settings.codec().title(),
                settings.label(),
                coding(settings, coded, encoder.version()),
                bytes,
                found,
                task.originalBytes(),
                (System.nanoTime() - start) / 1e9);
    }

    static Coding coding(AnchorSettings settings, FrameSize coded, String encoder) {
        return new Coding(
                settings.preset(),
                settings.crf(),
                settings.scale(),
                coded.width(),
                coded.height(),
                settings.filter().toString(),
                encoder);
    }

    private static RdPoint measured(
            String series,
            String label,
            Coding coding,
            long bytes,
            ScoreResult found,
            long originalBytes,
            double seconds) {
        ScoreFormula formula = found.formula();
        Score terms = formula.score(found.averages(), formula.rateTerm(bytes, originalBytes));
        return new RdPoint(
                series,
                label,
                coding,
                bytes,
                found.averages(),
                terms.total(),
                seconds,
                series.equals(FOVEA),
                !coding.encoder().isEmpty(),
                found.tasks().map(Tasks::figures).orElse(Map.of()),
                terms);
    }
}
