package org.fovea.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.interop.Submissions;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.fovea.samples.drive.DriveMasks;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.TimeOfDay;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Pairs of a network of the published size, rendered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RenderBenchmark {
    private static final int PAIRS = 8;

    /** Parameters of the published submission's network. */
    private static final List<Integer> LAYOUT = List.of(56, 64, 52);

    /** A published submission of family QZS3, or empty for a network of the published size with random weights. */
    @Param("")
    public String submission;

    /** Threads of the renderer. */
    @Param("1")
    public int threads;

    /** Kernels; all give the same bits. */
    @Param("AUTO")
    public KernelChoice kernels;

    private final List<byte[]> masks = new ArrayList<>();
    private final List<float[]> poses = new ArrayList<>();
    private final byte[][] frames = new byte[2][];
    private PairRenderer renderer;
    private int next;

    /** Reads masks and poses and opens the renderer. */
    @Setup
    public void open() throws IOException {
        Inputs inputs = submission.isEmpty() ? synthetic() : published(Path.of(submission));
        ArchiveHeader header = inputs.header();
        for (int frame = 0; frame < 2; frame++) {
            frames[frame] = new byte[header.frameSize().rgbBytes()];
        }
        renderer = Renderers.open(header, inputs.weights(), threads, kernels);
    }

    /** What is rendered, besides masks and poses. */
    private record Inputs(ArchiveHeader header, RendererWeights weights) {}

    private Inputs synthetic() {
        MaskTensor drive = DriveMasks.draw(new DriveSettings(new FrameSize(512, 384), PAIRS, 1, TimeOfDay.DAY), 1);
        ArchiveHeader header = new ArchiveHeader(1164, 874, drive.shape(), QzsFamily.ID, LAYOUT);
        read(drive.open(), header);
        for (int i = 0; i < PAIRS; i++) {
            poses.add(new float[header.poseDimensions()]);
        }
        return new Inputs(header, random(header));
    }

    private Inputs published(Path file) throws IOException {
        RendererContent content =
                Submissions.open(Files.readAllBytes(file), file.toString()).renderer();
        read(content.masks().open(), content.header());
        for (int i = 0; i < masks.size(); i++) {
            poses.add(content.poses().pose(i));
        }
        return new Inputs(content.header(), RendererWeights.of(content.weights()));
    }

    private void read(MaskReader reader, ArchiveHeader header) {
        byte[] mask = new byte[header.masks().pixels()];
        try (reader) {
            while (masks.size() < PAIRS && reader.next(mask)) {
                masks.add(mask.clone());
            }
        }
    }

    private static RendererWeights random(ArchiveHeader header) {
        RendererWeights weights = new RendererWeights();
        List<TensorSpec> specs = header.tensors();
        for (int i = 0; i < specs.size(); i++) {
            weights.add(specs.get(i).name(), specs.get(i).shape(), Initialisation.values(specs.get(i), i, 1));
        }
        return weights;
    }

    /** A pair. */
    @Benchmark
    public byte[][] fovea() {
        int pair = next++ % masks.size();
        renderer.render(new PairInput.Mask(masks.get(pair)), poses.get(pair), FrameEdits.NONE, frames[0], frames[1]);
        return frames;
    }

    /** Ends the renderer's threads. */
    @TearDown
    public void close() {
        renderer.close();
    }
}
