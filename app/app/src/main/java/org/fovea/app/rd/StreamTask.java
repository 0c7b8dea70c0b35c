package org.fovea.app.rd;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.EncodeProgress;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.video.VideoBeginning;
import org.fovea.encode.video.VideoSettings;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * Some pairs of a clip on which settings are compared.
 *
 * @param part the pairs
 * @param networks that judge the frames; stay open
 * @param originalBytes size that the rate is counted against; of some pairs their share of the clip's
 * @param threads to work with; results do not depend on it
 */
record StreamTask(ClipPart part, EvaluatorPair networks, long originalBytes, int threads) {
    /** What the networks say about the original. */
    GroundTruth truth(EncodeProgress progress) throws IOException, InterruptedException {
        GroundTruth truth =
                GroundTruth.compute(part, networks, threads, done -> progress.update("look", done, part.pairs()));
        if (truth.pairs() < part.pairs()) {
            throw new IllegalArgumentException("the clip ends before pair " + (part.firstPair() + truth.pairs()));
        }
        return truth;
    }

    /**
     * Encodes and measures. The frames are drawn by the decoder's own code, in this process.
     *
     * @param filter a trained filter to draw with, if any
     * @param progress told of each picture that is coded and each pair that is judged
     */
    RdPoint measure(
            String name, VideoSettings settings, Optional<Filter> filter, GroundTruth truth, EncodeProgress progress)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        int steps = 3 * part.pairs();
        IntConsumer coded = done -> progress.update(name, done, steps);
        VideoContent plain =
                new VideoBeginning(settings, filter.map(Filter::layout), 1, threads).content(truth.size(), part, coded);
        VideoContent content =
                filter.map(trained -> plain.withWeights(trained.weights())).orElse(plain);
        long bytes = ArchiveFile.zipped(ArchiveFile.encode(content)).length;
        List<Integer> all = IntStream.range(0, part.pairs()).boxed().toList();
        ScoreFormula formula = ScoreFormula.COMMA;
        Score score = new ArchiveMeasure(networks, formula, truth, originalBytes, threads)
                .measure(content, bytes, all, done -> progress.update(name, 2 * part.pairs() + done, steps))
                .score();
        return RdPoint.archive(
                RdPoint.ROBUST,
                name,
                new FrameSize(
                        content.header().coded().width(),
                        content.header().coded().height()),
                bytes,
                PointScore.of(score),
                (System.nanoTime() - start) / 1e9);
    }

    /**
     * A trained filter.
     *
     * @param layout its shape
     * @param weights as an archive stores them
     */
    record Filter(FilterFamily.Layout layout, WeightSet weights) {
        /** The filter of an archive, if it has one. */
        static Optional<Filter> of(VideoContent content) {
            return content.header()
                    .filter()
                    .map(layout -> new Filter(layout, content.weights().orElseThrow()));
        }
    }
}
