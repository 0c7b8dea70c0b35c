package org.fovea.evaluate.score;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.Further;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.PairReader;
import org.fovea.evaluate.Results;
import org.fovea.evaluate.truth.TruthReader;
import org.fovea.video.FrameSource;

/**
 * Shows original and candidate to both networks, pair by pair. The calling thread reads both; others evaluate, each a
 * pair of its own, so that an answer is the same for any number of threads; results are added up in double in the order
 * of the pairs. Holds a few pairs at a time, whatever the length.
 */
public final class Scorer {
    /** Pairs under way for each thread: one that is evaluated, one that waits for it. */
    private static final int UNDER_WAY = 2;

    private static final int COUNTS = 3;

    private final EvaluatorPair evaluators;
    private final int mapPixels;

    public Scorer(EvaluatorPair evaluators) {
        this.evaluators = evaluators;
        var segmentation = evaluators.segmentation();
        mapPixels = segmentation.rows()
                * segmentation.columns()
                * segmentation.frames().count();
    }

    /**
     * @param original from its first pair on; stays open
     * @param candidate from the first pair of {@code options} on; stays open
     * @throws ScoreException where the two do not fit together, or a network's answer is not finite or changes its
     *     shape
     * @throws org.fovea.codec.FormatException where one of them is damaged
     * @throws InterruptedException where the calling thread is interrupted
     */
    public PairTable run(TruthReader original, FrameSource candidate, ScoreOptions options)
            throws IOException, InterruptedException {
        if (!original.size().equals(candidate.size())) {
            throw new ScoreException("the candidate's frames are " + candidate.size() + ", the original's "
                    + original.size() + "; a candidate has the original's size");
        }
        if (evaluators.sequence() && options.firstPair() > 0) {
            throw new ScoreException(
                    "a sequence is scored from its beginning, because each frame is seen with the one before it; "
                            + "begin with pair 0");
        }
        ExecutorService workers = Executors.newFixedThreadPool(
                options.threads(),
                Thread.ofPlatform().daemon().name("fovea-score-", 0).factory());
        try {
            Run run = new Run(original, new PairReader(candidate, evaluators.sequence()), options, workers);
            run.evaluate();
            return run.table();
        } finally {
            workers.shutdownNow();
            // A network at work cannot be stopped, and its memory must not be freed under it.
            workers.close();
        }
    }

    private record Scored(PairAnswer original, PairAnswer candidate, PairResult result, long[] counts) {}

    private final class Run {
        private final TruthReader original;
        private final PairReader candidate;
        private final ScoreOptions options;
        private final ExecutorService workers;
        private final Deque<Future<Scored>> underWay = new ArrayDeque<>();
        private final List<PairResult> results = new ArrayList<>();
        private final Distortion.Sum sum = new Distortion.Sum();
        private final long[] counts =
                new long[COUNTS * evaluators.segmentation().classes()];

        Run(TruthReader original, PairReader candidate, ScoreOptions options, ExecutorService workers) {
            this.original = original;
            this.candidate = candidate;
            this.options = options;
            this.workers = workers;
        }

        void evaluate() throws IOException, InterruptedException {
            int clipPairs = evaluators.pairs(original.clipFrames());
            int end = end(clipPairs);
            if (original.skip(options.firstPair()) < options.firstPair()) {
                throw shorter(options.firstPair());
            }
            for (int pair = options.firstPair(); pair < end; pair++) {
                Supplier<PairAnswer> answer = original.next();
                if (answer == null) {
                    throw shorter(pair);
                }
                FramePair shown = candidate.next();
                if (shown == null) {
                    throw differentLength(clipPairs);
                }
                int number = pair;
                underWay.add(workers.submit(() -> score(number, answer, shown)));
                if (underWay.size() >= UNDER_WAY * options.threads()) {
                    take();
                }
            }
            if (end - options.firstPair() == clipPairs) {
                verifyLength(clipPairs);
            }
            while (!underWay.isEmpty()) {
                take();
            }
        }

        private int end(int clipPairs) {
            if (clipPairs == 0) {
                throw new ScoreException("the original has " + original.clipFrames() + " frames and therefore no pair");
            }
            int end = options.endPair() == ScoreOptions.ALL ? clipPairs : options.endPair();
            if (options.firstPair() >= clipPairs || end > clipPairs) {
                throw new ScoreException("pairs " + options.firstPair() + ".." + (end - 1)
                        + " were requested, the original has pairs 0.." + (clipPairs - 1));
            }
            return end;
        }

        private ScoreException shorter(int pair) {
            return new ScoreException("the original ends before pair " + pair + ", although it has "
                    + original.clipFrames() + " frames; it changed while being read");
        }

        /** The candidate may have the odd last frame too, which is dropped, or whole pairs. */
        private void verifyLength(int clipPairs) throws IOException {
            candidate.skip(Integer.MAX_VALUE);
            if (candidate.frames() != original.clipFrames() && candidate.frames() != 2L * clipPairs) {
                throw differentLength(clipPairs);
            }
        }

        private ScoreException differentLength(int clipPairs) {
            String found = options.firstPair() == 0
                    ? "has " + candidate.frames() + " frames (" + candidate.frames() / 2 + " pairs)"
                    : "ends after pair " + (options.firstPair() + candidate.frames() / 2 - 1);
            return new ScoreException("the candidate " + found + ", the original " + original.clipFrames() + " frames ("
                    + clipPairs + " pairs); a candidate has as many as the original");
        }

        private void take() throws InterruptedException {
            Scored scored = Results.of(underWay.remove());
            results.add(scored.result);
            sum.add(scored.result);
            for (int i = 0; i < counts.length; i++) {
                counts[i] += scored.counts[i];
            }
            options.answers().accept(scored.original, scored.candidate);
            options.progress().accept(results.size(), sum.mean());
        }

        PairTable table() {
            return new PairTable(
                    results,
                    original.clipFrames(),
                    evaluators.pairs(original.clipFrames()),
                    original.size(),
                    mapPixels,
                    evaluators.pose().counted(),
                    classes());
        }

        private List<ClassCount> classes() {
            List<ClassCount> classes = new ArrayList<>();
            List<String> names = evaluators.segmentation().classNames();
            double all = (double) mapPixels * results.size();
            for (int id = 0;
                    id < counts.length / COUNTS && evaluators.segmentation().present();
                    id++) {
                long wanted = counts[COUNTS * id];
                long got = counts[COUNTS * id + 1];
                if (wanted > 0 || got > 0) {
                    String name = names.isEmpty() ? String.valueOf(id) : names.get(id);
                    classes.add(new ClassCount(id, name, wanted / all, wanted, got, counts[COUNTS * id + 2]));
                }
            }
            return classes;
        }
    }

    private Scored score(int pair, Supplier<PairAnswer> original, FramePair candidate) {
        PairAnswer wanted = answer(pair, "original", original);
        PairAnswer got = answer(pair, "candidate", () -> evaluators.answer(candidate));
        double[] errors = new double[wanted.pose().length];
        for (int i = 0; i < errors.length; i++) {
            double difference = evaluators.pose().difference(i, wanted.pose(), got.pose());
            errors[i] = difference * difference;
        }
        int wrong = evaluators.segmentation().differing(wanted.classes(), got.classes());
        PairResult result = new PairResult(
                pair,
                wrong,
                evaluators.segmentation().distortion(wanted.classes(), got.classes()),
                evaluators.pose().distortion(wanted.pose(), got.pose()),
                errors,
                Further.distortions(evaluators.further(), wanted.further(), got.further()));
        for (int i = 0; i < result.further().length; i++) {
            if (!Double.isFinite(result.further()[i])) {
                throw new ScoreException("pair " + pair + ": the distortion of "
                        + evaluators.further().get(i).name() + " is not a finite number (" + result.further()[i]
                        + "); there is no score");
            }
        }
        if (!Double.isFinite(result.segmentation()) || !Double.isFinite(result.pose())) {
            throw new ScoreException("pair " + pair + ": the distortion is not a finite number (segmentation "
                    + result.segmentation() + ", pose " + result.pose() + "); there is no score");
        }
        return new Scored(wanted, got, result, counts(wanted.classes(), got.classes()));
    }

    /** For each class: pixels in the original, in the candidate, in both at the same place. */
    private long[] counts(byte[] wanted, byte[] got) {
        long[] counts = new long[COUNTS * evaluators.segmentation().classes()];
        for (int i = 0; i < wanted.length; i++) {
            counts[COUNTS * (wanted[i] & 0xff)]++;
            counts[COUNTS * (got[i] & 0xff) + 1]++;
            if (wanted[i] == got[i]) {
                counts[COUNTS * (wanted[i] & 0xff) + 2]++;
            }
        }
        return counts;
    }

    private PairAnswer answer(int pair, String who, Supplier<PairAnswer> network) {
        PairAnswer answer;
        try {
            answer = network.get();
        } catch (NotFiniteException e) {
            throw new ScoreException(
                    "pair " + pair + " of the " + who + ": " + e.getMessage() + "; there is no score", e);
        }
        if (answer.classes().length != mapPixels) {
            throw new ScoreException(
                    changed(pair, who, "segmentation", answer.classes().length + " pixels", mapPixels));
        }
        int outputs = evaluators.pose().outputs();
        if (answer.pose().length != outputs) {
            throw new ScoreException(changed(pair, who, "pose", answer.pose().length + " outputs", outputs));
        }
        if (answer.further().length != evaluators.furtherOutputs()) {
            throw new ScoreException(
                    changed(pair, who, "further", answer.further().length + " outputs", evaluators.furtherOutputs()));
        }
        return answer;
    }

    private static String changed(int pair, String who, String network, String got, int expected) {
        return "pair " + pair + " of the " + who + ": the " + network + " network returns " + got + ", " + expected
                + " expected; its shape must stay the same";
    }
}
