package org.fovea.bench;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
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
 * The segmentation network of a pair of one's own, on one thread: TorchScript beside ONNX, and for ONNX LibTorch beside
 * ONNX Runtime.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class NetworkBenchmark {
    private static final FrameSize SIZE = new FrameSize(960, 540);

    /** Descriptions, one after the other, as in {@code -p evaluators=script.yaml,onnx.yaml}. */
    @Param("bundled")
    public String evaluators;

    private EvaluatorPair pair;
    private byte[] frame;

    /** Opens the networks. */
    @Setup
    public void open() throws IOException {
        pair = EvaluatorSelection.open(evaluators);
        frame = new byte[SIZE.rgbBytes()];
        new Random(1).nextBytes(frame);
    }

    private Tensor prepared(SegmentationEvaluator network) {
        return network.prepare(Tensors.ofFrames(SIZE, List.of(frame)));
    }

    /** Pre-processing and network, as a score needs them. */
    @Benchmark
    public float[] logits() {
        SegmentationEvaluator network = pair.segmentation();
        return TorchRuntime.scoring(() -> Tensors.floats(network.logits(prepared(network))));
    }

    /** The same in ONNX Runtime; nothing where the network has no second library. */
    @Benchmark
    public float[] secondLibrary() {
        SegmentationEvaluator network = pair.segmentation();
        return TorchRuntime.scoring(
                () -> network.reference(prepared(network)).map(Tensors::floats).orElse(new float[0]));
    }

    /** Network forwards and backwards, to the pixels of its input. */
    @Benchmark
    public float[] gradient() {
        SegmentationEvaluator network = pair.segmentation();
        return TorchRuntime.inNewThread(
                1,
                () -> TorchRuntime.flushingDenormals(() -> {
                    try (PointerScope scope = new PointerScope()) {
                        Tensor input;
                        try (NoGradGuard guard = new NoGradGuard()) {
                            input = prepared(network).clone();
                        }
                        input.set_requires_grad(true);
                        network.logits(input).log_softmax(1).mean().backward();
                        return Tensors.floats(input.grad());
                    }
                }));
    }

    /** Releases native memory. */
    @TearDown
    public void close() {
        pair.close();
    }
}
