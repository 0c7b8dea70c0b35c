package org.fovea.bench;

import java.util.concurrent.TimeUnit;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.pixel.ResizedPose;
import org.fovea.evaluate.pixel.ResizedSegmentation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The challenge's two networks on a pair of frames of its size, part by part, each on one thread; add {@code -t 2} for
 * two pairs at a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EvaluatorBenchmark {
    private static final FrameSize SIZE = new FrameSize(1164, 874);

    private OfficialEvaluators evaluators;
    private FramePair pair;

    /** Reproducible weights and smooth pictures that move: the time does not depend on what is in them. */
    @Setup
    public void open() {
        evaluators = OfficialEvaluators.pseudoRandom();
        pair = new FramePair(SIZE, frame(0), frame(1));
    }

    private static byte[] frame(int time) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            double wave = Math.sin((pixel % SIZE.width() + 3.0 * time) / 37)
                    + Math.cos((pixel / SIZE.width() - time) / (23.0 + i % 3));
            rgb[i] = (byte) (127 + 60 * wave);
        }
        return rgb;
    }

    /** Resizing for the segmentation network. */
    @Benchmark
    public Object segmentationInput() {
        return ((ResizedSegmentation) evaluators.segmentation()).prepared(pair);
    }

    /** Resizing, network and the largest class of each pixel. */
    @Benchmark
    public byte[] segmentation() {
        return evaluators.segmentation().classMaps(pair);
    }

    /** Resizing and colour planes for the pose network. */
    @Benchmark
    public Object poseInput() {
        return ((ResizedPose) evaluators.pose()).prepared(pair);
    }

    /** Resizing, colour planes and network. */
    @Benchmark
    public float[] pose() {
        return evaluators.pose().pose(pair);
    }

    /** Both answers, as a score needs them. */
    @Benchmark
    public Object both() {
        return evaluators.answer(pair);
    }

    /** Releases native memory. */
    @TearDown
    public void close() {
        evaluators.close();
    }
}
