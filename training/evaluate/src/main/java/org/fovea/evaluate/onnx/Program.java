package org.fovea.evaluate.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchMessage;
import org.jspecify.annotations.Nullable;

/**
 * A graph as a list of LibTorch's operations. What does not depend on the input is computed once. Values have numbers;
 * each is freed after the step that needs it last (where a gradient is asked for, LibTorch itself keeps what it needs).
 * Several threads may run it at once.
 */
final class Program implements AutoCloseable {
    /**
     * An operation.
     *
     * @param inputs numbers of values, −1 where one is left out
     * @param outputs likewise
     */
    record Step(Node node, Operator operator, int[] inputs, int[] outputs) {}

    private final List<Step> steps;
    /** Values that are not needed after each step. */
    private final List<int[]> dying;

    /** By number of the value; null where a step makes it. */
    private final @Nullable Tensor[] constants;

    private final int input;
    private final int output;
    private final Weights weights;
    private final boolean rough;

    /** The constants on the CPU, from which shapes and axes are read. */
    private final @Nullable Tensor[] readable;

    private Program(
            List<Step> steps,
            @Nullable Tensor[] constants,
            @Nullable Tensor[] readable,
            int input,
            int output,
            Weights weights,
            boolean rough) {
        this.steps = List.copyOf(steps);
        this.constants = constants;
        this.input = input;
        this.output = output;
        this.weights = weights;
        this.rough = rough;
        this.readable = readable;
        this.dying = dying();
        freeUnused();
    }

    /**
     * Maps a graph onto LibTorch.
     *
     * @throws UnsupportedOperator where an operator has no mapping
     * @throws FormatException where a node or an initialiser cannot be right
     */
    static Program of(Graph graph, Weights weights) {
        Map<String, Integer> numbers = new HashMap<>();
        numbers.put(graph.input(), 0);
        List<Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Operator operator =
                    Operators.find(node).orElseThrow(() -> new UnsupportedOperator(node, "this operator is not known"));
            steps.add(new Step(node, operator, numbers(node.inputs(), numbers), numbers(node.outputs(), numbers)));
        }
        @Nullable Tensor[] constants = new Tensor[numbers.size()];
        try {
            load(graph, numbers, weights, constants);
            List<Step> left = folded(steps, constants, weights);
            int output =
                    Objects.requireNonNull(numbers.get(graph.output()), "the output has a number like every value");
            if (constants[output] != null) {
                throw ModelFile.wrong("its output does not depend on its input");
            }
            return new Program(left, constants, constants, 0, output, weights, false);
        } catch (RuntimeException e) {
            close(constants);
            throw e;
        }
    }

    /**
     * Computes what can be computed of a graph that has no program, to find what no network needs: tensors of
     * gigabytes, endless work.
     *
     * @throws FormatException naming the node that would use too much
     */
    static void probe(Graph graph, Weights weights, Tensor given) {
        Map<String, Integer> numbers = new HashMap<>();
        numbers.put(graph.input(), 0);
        List<Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            int[] inputs = numbers(node.inputs(), numbers);
            int[] outputs = numbers(node.outputs(), numbers);
            Operators.find(node).ifPresent(operator -> steps.add(new Step(node, operator, inputs, outputs)));
        }
        @Nullable Tensor[] values = new Tensor[numbers.size()];
        Budget budget = new Budget(1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            values[0] = Tensors.keep(new Tensor(given));
            load(graph, numbers, weights, values);
            for (Step step : steps) {
                if (hasInputs(step, values)) {
                    try {
                        run(step, values, values, weights, budget, false);
                    } catch (UnsupportedOperator e) {
                        // What follows it is not known either.
                    }
                }
            }
        } finally {
            close(values);
        }
    }

    private static int[] numbers(List<String> names, Map<String, Integer> numbers) {
        return names.stream()
                .mapToInt(name -> name.isEmpty() ? -1 : numbers.computeIfAbsent(name, _ -> numbers.size()))
                .toArray();
    }

    private static void load(Graph graph, Map<String, Integer> numbers, Weights weights, @Nullable Tensor[] values) {
        graph.initialisers().forEach((name, proto) -> {
            Integer number = numbers.get(name);
            if (number != null) {
                try (PointerScope scope = new PointerScope()) {
                    values[number] = Tensors.keep(weights.tensor(proto, Weights.placeOf(proto)));
                }
            }
        });
    }

    private static boolean hasInputs(Step step, @Nullable Tensor[] values) {
        return Arrays.stream(step.inputs()).allMatch(number -> number < 0 || values[number] != null);
    }

    /** Runs what needs constants only, and returns what is left. */
    private static List<Step> folded(List<Step> steps, @Nullable Tensor[] constants, Weights weights) {
        Budget budget = new Budget(1);
        List<Step> left = new ArrayList<>();
        for (Step step : steps) {
            if (hasInputs(step, constants)) {
                try (NoGradGuard guard = new NoGradGuard()) {
                    run(step, constants, constants, weights, budget, false);
                }
            } else {
                left.add(step);
            }
        }
        return left;
    }

    /** A step's outputs go into {@code values}; they are kept beyond any scope. */
    private static void run(
            Step step,
            @Nullable Tensor[] values,
            @Nullable Tensor[] readable,
            Weights weights,
            Budget budget,
            boolean rough) {
        try (PointerScope scope = new PointerScope()) {
            @Nullable Tensor[] inputs = new Tensor[step.inputs().length];
            @Nullable Tensor[] read = new Tensor[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                int number = step.inputs()[i];
                inputs[i] = number < 0 ? null : values[number];
                read[i] = number < 0 || readable[number] == null ? inputs[i] : readable[number];
                if (number >= 0 && inputs[i] == null) {
                    throw new UnsupportedOperator(step.node(), "its input " + i + " is an output that has no mapping");
                }
            }
            Tensor[] outputs = step.operator().run(new Call(step.node(), inputs, read, weights, budget, rough));
            // Further outputs have no mapping: masks, indices, statistics. Mostly, they are not used.
            for (int i = 0; i < Math.min(outputs.length, step.outputs().length); i++) {
                int number = step.outputs()[i];
                if (number < 0) {
                    continue;
                }
                // A handle of its own, because an operator may give an input back.
                Tensor made = Tensors.keep(new Tensor(outputs[i]));
                values[number] = made;
                String against = budget.made(made.numel(), bytes(made));
                if (!against.isEmpty()) {
                    throw step.node().wrong(against, "not a network that Fovea can use");
                }
            }
        } catch (FormatException | UnsupportedOperator e) {
            throw e;
        } catch (RuntimeException e) {
            // What LibTorch throws has no type of its own.
            throw new UnsupportedOperator(step.node(), TorchMessage.of(e));
        }
    }

    private static long bytes(Tensor tensor) {
        return tensor.numel() * tensor.element_size();
    }

    /**
     * @param given float, of the input's shape
     * @return a tensor of the caller's scope
     * @throws UnsupportedOperator naming the node that cannot take what it is given
     * @throws FormatException where it would use too much
     */
    Tensor run(Tensor given) {
        @Nullable Tensor[] values = constants.clone();
        Budget budget = new Budget(given.dim() > 0 ? given.size(0) : 1);
        try {
            values[input] = Tensors.keep(new Tensor(given));
            for (int i = 0; i < steps.size(); i++) {
                run(steps.get(i), values, readable, weights, budget, rough);
                for (int number : dying.get(i)) {
                    Tensor gone = values[number];
                    if (gone != null) {
                        budget.freed(bytes(gone));
                        gone.close();
                        values[number] = null;
                    }
                }
            }
            Tensor answer = values[output];
            if (answer == null) {
                throw ModelFile.wrong("it has no answer");
            }
            return new Tensor(answer);
        } finally {
            for (int number = 0; number < values.length; number++) {
                Tensor value = values[number];
                if (value != null && constants[number] == null) {
                    value.close();
                }
            }
        }
    }

    /**
     * Gives each step what another library made of the steps before, and compares what comes out.
     *
     * @param values of the other library, by name; steps with inputs or outputs that are not there are passed over
     * @param tolerance of a step's answer, relative to the largest
     * @return the first step that answers otherwise; empty where all agree
     */
    Optional<UnsupportedOperator> firstDifference(Map<String, Tensor> values, double tolerance) {
        for (Step step : steps) {
            @Nullable Tensor[] inputs = new Tensor[step.inputs().length];
            boolean known = true;
            for (int i = 0; i < inputs.length; i++) {
                int number = step.inputs()[i];
                inputs[i] = number < 0
                        ? null
                        : constants[number] != null
                                ? constants[number]
                                : values.get(step.node().inputs().get(i));
                known &= number < 0 || inputs[i] != null;
            }
            Tensor expected = values.get(step.node().outputs().getFirst());
            if (!known || expected == null) {
                continue;
            }
            try (PointerScope scope = new PointerScope()) {
                Tensor found =
                        step.operator().run(new Call(step.node(), inputs, inputs, weights, new Budget(1), rough))[0];
                if (!Arrays.equals(Tensors.shape(found), Tensors.shape(expected))) {
                    return Optional.of(new UnsupportedOperator(
                            step.node(),
                            "LibTorch answers with" + Graph.shown(Tensors.shape(found)) + ", ONNX Runtime with"
                                    + Graph.shown(Tensors.shape(expected))));
                }
                double difference =
                        OnnxNetwork.difference(found.to(torch.ScalarType.Double), expected.to(torch.ScalarType.Double));
                if (!(difference <= tolerance)) {
                    return Optional.of(new UnsupportedOperator(
                            step.node(),
                            String.format(
                                    Locale.ROOT,
                                    "LibTorch's answer differs from that of ONNX Runtime by %.2g of the largest",
                                    difference)));
                }
            }
        }
        return Optional.empty();
    }

    private List<int[]> dying() {
        Set<Integer> needed = new HashSet<>();
        needed.add(output);
        List<int[]> all = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Set<Integer> last = new HashSet<>();
            for (int number : steps.get(i).inputs()) {
                if (number >= 0 && constants[number] == null && needed.add(number)) {
                    last.add(number);
                }
            }
            for (int number : steps.get(i).outputs()) {
                if (number >= 0 && !needed.contains(number)) {
                    last.add(number);
                }
            }
            all.add(last.stream().mapToInt(Integer::intValue).toArray());
        }
        return all.reversed();
    }

    private void freeUnused() {
        Set<Integer> used = new HashSet<>();
        for (Step step : steps) {
            for (int number : step.inputs()) {
                used.add(number);
            }
        }
        for (int number = 0; number < constants.length; number++) {
            Tensor constant = constants[number];
            if (constant != null && !used.contains(number)) {
                constant.close();
                constants[number] = null;
            }
        }
    }

    /** The same by numbers of {@link Bfloat16}, for input of the same. Shares nothing with this one. */
    Program inBfloat16() {
        return copied(
                constant -> constant.scalar_type().intern() == torch.ScalarType.Float
                        ? Bfloat16.of(constant)
                        : new Tensor(constant),
                true);
    }

    /** The same for input on another device. Reads constants of this one. */
    Program on(Device device) {
        return copied(constant -> new Tensor(device.hold(constant)), rough);
    }

    private Program copied(UnaryOperator<Tensor> copy, boolean inRough) {
        @Nullable Tensor[] copies = constants.clone();
        try (PointerScope scope = new PointerScope()) {
            for (int number = 0; number < copies.length; number++) {
                Tensor constant = copies[number];
                copies[number] = constant == null ? null : Tensors.keep(copy.apply(constant));
            }
        }
        return new Program(steps, copies, inRough ? copies : constants, input, output, weights, inRough);
    }

    private static void close(@Nullable Tensor[] tensors) {
        for (int i = 0; i < tensors.length; i++) {
            Tensor tensor = tensors[i];
            if (tensor != null) {
                tensor.close();
                tensors[i] = null;
            }
        }
    }

    @Override
    public void close() {
        close(constants);
    }
}
