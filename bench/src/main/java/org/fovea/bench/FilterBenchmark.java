package org.fovea.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.codec.family.TensorSpec;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PostFilter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The post-filter of the video track on a random frame of the challenge's size: three layers of dilation 1, one member;
 * add {@code -t 2} for two threads.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FilterBenchmark {
    private static final int WIDTH = 1164;

    /** Channels between the layers. */
    @Param({"16", "32", "64"})
    public int hidden;

    /** Rows of the frame; scalar code takes seconds for all 874, and a strip says as much. */
    @Param("874")
    public int height;

    /** Vectors or scalars; the bits are the same. */
    @Param("AUTO")
    public KernelChoice kernels;

    private PostFilter filter;
    private byte[] rgb;
    private byte[] out;

    /** Random weights, random frame. */
    @Setup
    public void open() {
        Layout layout = new Layout(1, hidden, List.of(1, 1, 1));
        Random random = new Random(1);
        RendererWeights.Builder weights = RendererWeights.builder();
        for (TensorSpec spec : new FilterFamily().tensors(layout.parameters(), 0)) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextFloat() - 1) * 2 / Math.sqrt(spec.fanIn()));
            }
            weights.add(spec.name(), spec.shape(), values);
        }
        filter = PostFilter.open(layout, weights.build(), height, WIDTH, kernels);
        rgb = new byte[height * WIDTH * 3];
        out = new byte[rgb.length];
        random.nextBytes(rgb);
    }

    /** A frame. */
    @Benchmark
    public byte[] frame() {
        filter.apply(rgb, out);
        return out;
    }
}
