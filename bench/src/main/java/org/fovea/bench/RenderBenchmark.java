package org.fovea.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.evaluate.torch.TorchRuntime;
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

/**
 * The same pairs drawn by Fovea's renderer and by LibTorch, in PyTorch's default layout and in the one that its manual
 * recommends on CPUs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RenderBenchmark {
    private static final int PAIRS = 8;

    /** Parameters of the published submission's network. */
    private static final List<Integer> LAYOUT = List.of(56, 64, 52);

    /** Samples that may differ from LibTorch's, which sums in another order: by one after rounding. */
    private static final int MAX_DIFFERENCE = 1;

    /** A published submission of family QZS3, or empty for a network of the published size with random weights. */
    @Param("")
    public String submission;

    /** Threads of each renderer. */
    @Param("1")
    public int threads;

    /** Kernels of Fovea's renderer; scalar code gives the same bits. */
    @Param("AUTO")
    public KernelChoice kernels;

    private final List<byte[]> masks = new ArrayList<>();
    private final List<float[]> poses = new ArrayList<>();
    private final byte[][] ours = new byte[2][];
    private final byte[][] theirs = new byte[2][];
    private ExecutorService libtorch;
    private PairRenderer renderer;
    private TorchNetwork plain;
    private TorchNetwork channelsLast;
    private int next;

    /** Opens the three renderers and compares what they draw. */
    @Setup
    public void open() throws IOException {
        TorchRuntime.load();
        // A thread that begins after LibTorch's settings: those of its memory do not reach older ones.
        libtorch = Executors.newSingleThreadExecutor();
        inLibtorch(() -> torch.set_num_threads(threads));
        Inputs inputs = submission.isEmpty() ? synthetic() : published(Path.of(submission));
        ArchiveHeader header = inputs.header();
        RendererWeights weights = inputs.weights();
        FrameSize size = header.frameSize();
        for (int frame = 0; frame < 2; frame++) {
            ours[frame] = new byte[size.rgbBytes()];
            theirs[frame] = new byte[size.rgbBytes()];
        }
        renderer = Renderers.open(header, weights, threads, kernels);
        inLibtorch(() -> {
            plain = new TorchNetwork(header.tensors(), weights, header.masks(), size, torch.MemoryFormat.Contiguous);
            channelsLast =
                    new TorchNetwork(header.tensors(), weights, header.masks(), size, torch.MemoryFormat.ChannelsLast);
        });
        verifyEqual();
    }

    /** What is drawn, besides masks and poses. */
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

    private void inLibtorch(Runnable work) {
        try {
            libtorch.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
        RendererWeights.Builder weights = RendererWeights.builder();
        List<TensorSpec> specs = header.tensors();
        for (int i = 0; i < specs.size(); i++) {
            weights.add(specs.get(i).name(), specs.get(i).shape(), Initialisation.values(specs.get(i), i, 1));
        }
        return weights.build();
    }

    /** A measurement of two things that compute something else would say nothing. */
    private void verifyEqual() {
        renderer.render(new PairInput.Mask(masks.getFirst()), poses.getFirst(), FrameEdits.NONE, ours[0], ours[1]);
        inLibtorch(() -> plain.render(masks.getFirst(), poses.getFirst(), theirs[0], theirs[1]));
        for (int frame = 0; frame < 2; frame++) {
            for (int i = 0; i < ours[frame].length; i++) {
                int difference = Math.abs((ours[frame][i] & 0xff) - (theirs[frame][i] & 0xff));
                if (difference > MAX_DIFFERENCE) {
                    throw new IllegalStateException(
                            "frame " + frame + ", sample " + i + ": differs from LibTorch's by " + difference);
                }
            }
        }
    }

    /** Fovea's renderer, a pair. */
    @Benchmark
    public byte[][] fovea() {
        int pair = next++ % masks.size();
        renderer.render(new PairInput.Mask(masks.get(pair)), poses.get(pair), FrameEdits.NONE, ours[0], ours[1]);
        return ours;
    }

    /** LibTorch in its default layout, a pair. */
    @Benchmark
    public byte[][] libtorch() {
        int pair = next++ % masks.size();
        inLibtorch(() -> plain.render(masks.get(pair), poses.get(pair), theirs[0], theirs[1]));
        return theirs;
    }

    /** LibTorch with channels last, a pair. */
    @Benchmark
    public byte[][] libtorchChannelsLast() {
        int pair = next++ % masks.size();
        inLibtorch(() -> channelsLast.render(masks.get(pair), poses.get(pair), theirs[0], theirs[1]));
        return theirs;
    }

    /** Releases native memory. */
    @TearDown
    public void close() {
        renderer.close();
        inLibtorch(plain::close);
        inLibtorch(channelsLast::close);
        libtorch.shutdown();
    }
}
