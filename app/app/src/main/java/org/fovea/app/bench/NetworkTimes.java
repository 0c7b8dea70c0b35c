package org.fovea.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.video.FrameSource;

/**
 * The same segmentation network in several files and libraries: how fast it answers, whether its answers, what an
 * archive loses by them, and its gradients are the same. The first one is what the others are compared with.
 */
public final class NetworkTimes {
    private static final int WARM_UP = 2;

    /** A network in a library. */
    private record Way(String name, SegmentationEvaluator network, Function<Tensor, Tensor> logits, boolean learns) {}

    /** What a way answers on the frames. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answers(double secondsEach, List<float[]> logits, double loss) {}

    private NetworkTimes() {}

    /**
     * The measurement, on one thread.
     *
     * @param networks pairs whose segmentation networks are meant to be the same
     * @param names of their descriptions
     * @param original frames as they are
     * @param candidate the same frames as an archive draws them
     * @param pairs of them that are looked at, from the first one; the second frame of each
     */
    public static void run(
            List<EvaluatorPair> networks,
            List<String> names,
            FrameSource original,
            FrameSource candidate,
            int pairs,
            PrintStream out)
            throws IOException {
        List<byte[]> wanted = seconds(original, pairs);
        List<byte[]> shown = seconds(candidate, pairs);
        FrameSize size = original.size();
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            SegmentationEvaluator network = networks.get(i).segmentation();
            ways.add(new Way(names.get(i) + ", LibTorch", network, network::logits, true));
            if (reference(network, size, wanted.getFirst())) {
                ways.add(new Way(
                        names.get(i) + ", ONNX Runtime",
                        network,
                        prepared -> network.reference(prepared).orElseThrow(),
                        false));
            }
        }
        out.println(TorchRuntime.version() + ", " + wanted.size() + " frames of " + size + ", one thread");
        out.printf(
                Locale.ROOT,
                "%-40s %10s %8s %12s %14s %14s%n",
                "network, library",
                "frames/s",
                "ratio",
                "archive loss",
                "answers differ",
                "gradients");
        TorchRuntime.inNewThread(
                1,
                () -> TorchRuntime.flushingDenormals(() -> {
                    Way first = ways.getFirst();
                    Answers usual = null;
                    float[] slope = new float[0];
                    for (Way way : ways) {
                        Answers found = answers(way, size, wanted, shown);
                        usual = usual == null ? found : usual;
                        float[] own = way.learns() ? gradient(way.network(), size, shown.getFirst()) : new float[0];
                        slope = way == first ? own : slope;
                        out.printf(
                                Locale.ROOT,
                                "%-40s %10.2f %8.2f %12.8f %14s %14s%n",
                                way.name(),
                                1 / found.secondsEach(),
                                usual.secondsEach() / found.secondsEach(),
                                found.loss(),
                                way == first ? "-" : figure(worst(usual.logits(), found.logits())),
                                way == first || !way.learns() ? "-" : figure(relative(slope, own)));
                    }
                    return null;
                }));
    }

    private static boolean reference(SegmentationEvaluator network, FrameSize size, byte[] frame) {
        return TorchRuntime.scoring(() -> network.reference(network.prepare(Tensors.ofFrames(size, List.of(frame))))
                .isPresent());
    }

    private static List<byte[]> seconds(FrameSource frames, int pairs) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            byte[] rgb = new byte[frames.size().rgbBytes()];
            if (!frames.next(rgb)) {
                break;
            }
            if (i % 2 == 1) {
                all.add(rgb);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no pair of frames");
        }
        return all;
    }

    private static Answers answers(Way way, FrameSize size, List<byte[]> wanted, List<byte[]> shown) {
        for (int i = 0; i < WARM_UP; i++) {
            logits(way, size, wanted.getFirst());
        }
        long differing = 0;
        long pixels = 0;
        List<float[]> all = new ArrayList<>();
        long nanoseconds = 0;
        for (int i = 0; i < wanted.size(); i++) {
            long start = System.nanoTime();
            float[] one = logits(way, size, wanted.get(i));
            float[] other = logits(way, size, shown.get(i));
            nanoseconds += System.nanoTime() - start;
            all.add(one);
            int plane = way.network().rows() * way.network().columns();
            pixels += plane;
            for (int p = 0; p < plane; p++) {
                differing += largest(one, p, plane) == largest(other, p, plane) ? 0 : 1;
            }
        }
        return new Answers(nanoseconds * 1e-9 / (2.0 * wanted.size()), all, (double) differing / pixels);
    }

    private static float[] logits(Way way, FrameSize size, byte[] frame) {
        return TorchRuntime.scoring(() -> {
            Tensor prepared = way.network().prepare(Tensors.ofFrames(size, List.of(frame)));
            return Tensors.floats(way.logits().apply(prepared));
        });
    }

    private static int largest(float[] logits, int pixel, int plane) {
        int best = 0;
        for (int id = 1; id * plane + pixel < logits.length; id++) {
            best = logits[id * plane + pixel] > logits[best * plane + pixel] ? id : best;
        }
        return best;
    }

    /** Of the mean log-likelihood of the likeliest class, with respect to the frame's pixels. */
    private static float[] gradient(SegmentationEvaluator network, FrameSize size, byte[] frame) {
        try (PointerScope scope = new PointerScope()) {
            Tensor pixels = Tensors.ofFrames(size, List.of(frame)).set_requires_grad(true);
            Tensor logits = network.logits(network.prepare(pixels));
            torch.log_softmax(logits, 1).amax(new long[] {1}, false).mean().backward();
            return Tensors.floats(pixels.grad());
        }
    }

    private static double worst(List<float[]> expected, List<float[]> found) {
        double most = 0;
        for (int i = 0; i < expected.size(); i++) {
            most = Math.max(most, relative(expected.get(i), found.get(i)));
        }
        return most;
    }

    /** Largest difference relative to the largest value. */
    private static double relative(float[] expected, float[] found) {
        double most = 0;
        double size = Float.MIN_NORMAL;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs((double) expected[i] - found[i]));
            size = Math.max(size, Math.abs(expected[i]));
        }
        return most / size;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
