package org.fovea.codec.weights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * One pass over all tensors of a network, in either direction: who is coded when, under which priors, with which
 * helpers.
 */
final class WeightModel {
    /** Coding order: whatever helps to predict others comes before them. Within a phase the network's order. */
    private static final List<List<TensorRole>> PHASES = List.of(
            List.of(TensorRole.HEAD_WEIGHT),
            List.of(TensorRole.DEPTHWISE),
            List.of(TensorRole.POINTWISE),
            List.of(TensorRole.CONVOLUTION),
            List.of(TensorRole.CONVOLUTION_BIAS, TensorRole.NORM_WEIGHT, TensorRole.NORM_BIAS),
            List.of(TensorRole.LINEAR_WEIGHT, TensorRole.LINEAR_BIAS),
            List.of(TensorRole.HEAD_BIAS),
            List.of(TensorRole.EMBEDDING));

    private final BitChannel channel;
    private final boolean encoding;
    private final List<TensorBuffer> tensors;
    private final LayerGraph graph;
    private final RolePriors priors = new RolePriors();
    private final ConstantColumns constantColumns = new ConstantColumns();
    private final UnitCoder units = new UnitCoder();
    private final ChannelPredictors channelPredictors;
    private final Map<String, WeightContext.Regressions> kernelRegressions = new HashMap<>();
    private final WeightContext.Regressions matrixRegressions = MatrixContext.regressions();
    private final Fp4Coder blocks;
    private final HalfCoder halves;
    private final CodesCoder codes;
    private final DriftBlockCoder driftBlocks;
    private final @Nullable SeededDraw draw;

    /**
     * @param encoding whether {@code tensors} are full and to be encoded, rather than empty and to be decoded
     * @param draw initial values that tensors may be coded relative to, or null
     */
    WeightModel(BitChannel channel, boolean encoding, List<TensorBuffer> tensors, @Nullable SeededDraw draw) {
        this.draw = draw;
        this.driftBlocks = new DriftBlockCoder(channel);
        this.channel = channel;
        this.encoding = encoding;
        this.tensors = tensors;
        this.graph = new LayerGraph(tensors);
        this.channelPredictors = new ChannelPredictors(graph);
        this.blocks = new Fp4Coder(channel);
        this.halves = new HalfCoder(channel);
        this.codes = new CodesCoder(channel);
    }

    /** Codes everything; {@code coded} is called with the number of each tensor that is done. */
    void run(IntConsumer coded) {
        EncodingTable table = new EncodingTable();
        for (TensorBuffer tensor : tensors) {
            tensor.prepare(table.code(channel, tensor.spec().role(), tensor.givenEncoding()));
        }
        for (List<TensorRole> phase : PHASES) {
            for (int i = 0; i < tensors.size(); i++) {
                if (phase.contains(tensors.get(i).spec().role())) {
                    code(i);
                    coded.accept(i);
                }
            }
        }
    }

    private void code(int index) {
        TensorBuffer tensor = tensors.get(index);
        TensorRole role = tensor.spec().role();
        constantColumns.code(channel, tensor, encoding);
        if (draw != null && draw.code(channel, tensor.spec(), index)) {
            codeDrift(index, draw);
            return;
        }
        double unit = units.code(channel, tensor, encoding);
        boolean inBlocks = tensor.encoding().kind() == TensorEncoding.Kind.FP4;
        String kind = group(role) + (inBlocks ? " blocks" : "");
        ComponentGrid grid = inBlocks ? ComponentGrid.symmetric() : ComponentGrid.of(role);
        ComponentMixture mixture = new ComponentMixture(grid, unit, priors.prior(kind, grid.size()));
        switch (tensor.encoding().kind()) {
            case FP4 -> blocks.code(tensor, mixture, context(index, unit));
            case HALF -> halves.code(tensor, mixture, predictor(index, unit));
            case CODES -> codes.code(tensor, mixture, predictor(index, unit));
        }
        priors.learn(kind, mixture.posterior());
    }

    private void codeDrift(int index, SeededDraw draw) {
        TensorBuffer tensor = tensors.get(index);
        TensorSpec spec = tensor.spec();
        double unit = Initialisation.bound(spec);
        ComponentGrid grid = ComponentGrid.drifts();
        String kind = "drift";
        ComponentMixture mixture = new ComponentMixture(grid, unit, priors.prior(kind, grid.size()));
        Predictor predictor = new DriftPredictor(tensor, draw.values(spec, index), unit, predictor(index, unit));
        switch (tensor.encoding().kind()) {
            case FP4 -> {
                ComponentGrid ofBlocks = ComponentGrid.localDrifts();
                ComponentMixture local =
                        new ComponentMixture(ofBlocks, 1, priors.prior("local drift", ofBlocks.size()));
                driftBlocks.code(tensor, mixture, local, predictor);
                priors.learn("local drift", local.posterior());
            }
            case HALF -> halves.code(tensor, mixture, predictor);
            case CODES -> codes.code(tensor, mixture, predictor, true);
        }
        priors.learn(kind, mixture.posterior());
    }

    private WeightContext context(int index, double unit) {
        TensorBuffer tensor = tensors.get(index);
        List<Integer> shape = tensor.spec().shape();
        if (tensor.spec().role() == TensorRole.DEPTHWISE && shape.size() == 4) {
            int height = shape.get(2);
            int width = shape.get(3);
            WeightContext.Regressions regressions = kernelRegressions.computeIfAbsent(
                    height + "x" + width, size -> KernelContext.regressions(height, width));
            return new KernelContext(tensor, unit, height, width, regressions);
        }
        TensorBuffer depthwise = graph.tensor(graph.before(index, TensorRole.DEPTHWISE, tensor.columns()));
        TensorBuffer consumer = graph.tensor(graph.consumer(index, tensor.rows()));
        TensorBuffer next = graph.tensor(graph.kernelsAfter(index, tensor.rows()));
        return new MatrixContext(tensor, unit, matrixRegressions, depthwise, consumer, next);
    }

    private Predictor predictor(int index, double unit) {
        TensorSpec spec = tensors.get(index).spec();
        return switch (spec.role()) {
            case CONVOLUTION_BIAS, NORM_WEIGHT, NORM_BIAS -> channelPredictors.of(index, unit);
            case LINEAR_WEIGHT -> Predictor.rowMean(tensors.get(index));
            default -> Predictor.none();
        };
    }

    /** Roles that share what they learn. */
    private static String group(TensorRole role) {
        return switch (role) {
            case HEAD_WEIGHT, HEAD_BIAS -> "head";
            default -> role.name();
        };
    }

    /**
     * What earlier tensors of the same kind say about the next one: a decaying mean of their posteriors, flattened
     * (fourth root) because a tensor knows itself better than it knows its successor, and blended with a uniform share.
     */
    static final class RolePriors {
        private static final double UNIFORM_SHARE = 0.1;
        private static final double DECAY = 0.6;

        private final Map<String, double[]> sums = new HashMap<>();

        /** Prior for a tensor of this kind. */
        double[] prior(String kind, int size) {
            double[] prior = new double[size];
            double[] sum = sums.get(kind);
            double total = 0;
            for (int k = 0; k < size; k++) {
                total += sum == null ? 0 : sum[k];
            }
            for (int k = 0; k < size; k++) {
                prior[k] = sum == null ? 1.0 / size : UNIFORM_SHARE / size + (1 - UNIFORM_SHARE) * sum[k] / total;
            }
            return prior;
        }

        /** Learns from the weights that a finished tensor of this kind ended with. */
        void learn(String kind, double[] posterior) {
            double[] sum = sums.computeIfAbsent(kind, name -> new double[posterior.length]);
            double total = 0;
            double[] flat = new double[posterior.length];
            for (int k = 0; k < flat.length; k++) {
                flat[k] = Math.sqrt(Math.sqrt(posterior[k]));
                total += flat[k];
            }
            for (int k = 0; k < flat.length; k++) {
                sum[k] = DECAY * sum[k] + flat[k] / total;
            }
        }
    }
}
