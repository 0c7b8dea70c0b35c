package org.fovea.encode.quantise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;

/**
 * Chooses number formats by what they cost and what they save: starting from some formats, every other one of every
 * group of tensors is measured alone; then, the most points per byte first, each is tried on top of those taken so far
 * and stays if loss plus rate fall. Again, until a round takes nothing.
 */
public final class BitAllocation {
    private final List<TensorSpec> specs;
    private final List<float[]> values;
    private final List<Group> groups;
    private final Loss loss;
    private final double pointsPerByte;

    /**
     * Tensors that share a format.
     *
     * @param name for people
     * @param tensors their places in the list of tensors
     * @param candidates formats to try
     */
    public record Group(String name, List<Integer> tensors, List<NumberFormat> candidates) {
        public Group {
            tensors = List.copyOf(tensors);
            candidates = List.copyOf(candidates);
        }
    }

    /** What a set of weights costs but for its bytes. */
    @FunctionalInterface
    public interface Loss {
        /** Points of the score. */
        double of(List<QuantisedTensor> weights) throws InterruptedException;
    }

    /**
     * Weights in some formats.
     *
     * @param formats one per tensor
     * @param weights in these formats
     * @param loss in points, without the rate
     * @param bytes of the coded weights, fractions included
     */
    public record Allocation(List<NumberFormat> formats, List<QuantisedTensor> weights, double loss, double bytes) {
        public Allocation {
            formats = List.copyOf(formats);
            weights = List.copyOf(weights);
        }
    }

    /**
     * A change that was measured.
     *
     * @param points that loss and rate together fall by; negative where they rise
     * @param bytes that it adds
     * @param kept whether it stays; always false where it was measured alone
     */
    public record Trial(String group, NumberFormat format, double points, double bytes, boolean kept) {
        /** Points won for each byte that the change adds or saves. */
        double pointsPerByte() {
            return points / Math.max(1, Math.abs(bytes));
        }
    }

    private record Change(Group group, NumberFormat format, Trial trial) {}

    /**
     * An allocation to be made.
     *
     * @param values float32 weights, one array per spec
     * @param groups disjoint; what is in none keeps its format
     * @param pointsPerByte what a byte costs
     */
    public BitAllocation(
            List<TensorSpec> specs, List<float[]> values, List<Group> groups, Loss loss, double pointsPerByte) {
        this.specs = List.copyOf(specs);
        this.values = List.copyOf(values);
        this.groups = List.copyOf(groups);
        this.loss = loss;
        this.pointsPerByte = pointsPerByte;
        boolean[] taken = new boolean[specs.size()];
        for (int tensor :
                groups.stream().flatMap(group -> group.tensors().stream()).toList()) {
            if (taken[tensor]) {
                throw new IllegalArgumentException("tensor " + specs.get(tensor).name() + " is in two groups");
            }
            taken[tensor] = true;
        }
    }

    /**
     * A group for each role and each format that its tensors have now. To be tried are the candidates of the role, and
     * that format; roles without candidates are left out.
     *
     * @param now one format for each tensor
     */
    public static List<Group> byRole(
            List<TensorSpec> specs, List<NumberFormat> now, Map<TensorRole, List<NumberFormat>> candidates) {
        Map<String, List<Integer>> tensors = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            TensorRole role = specs.get(i).role();
            if (candidates.containsKey(role)) {
                String name = role.name().toLowerCase(Locale.ROOT) + " " + now.get(i);
                tensors.computeIfAbsent(name, any -> new ArrayList<>()).add(i);
            }
        }
        return tensors.entrySet().stream()
                .map(group -> group(specs, now, candidates, group.getKey(), group.getValue()))
                .toList();
    }

    /** The same with a group for each tensor. */
    public static List<Group> byTensor(
            List<TensorSpec> specs, List<NumberFormat> now, Map<TensorRole, List<NumberFormat>> candidates) {
        return IntStream.range(0, specs.size())
                .filter(i -> candidates.containsKey(specs.get(i).role()))
                .mapToObj(i -> group(specs, now, candidates, specs.get(i).name(), List.of(i)))
                .toList();
    }

    private static Group group(
            List<TensorSpec> specs,
            List<NumberFormat> now,
            Map<TensorRole, List<NumberFormat>> candidates,
            String name,
            List<Integer> tensors) {
        int first = tensors.getFirst();
        List<NumberFormat> ofRole = candidates.get(specs.get(first).role());
        return new Group(
                name,
                tensors,
                Stream.concat(Stream.of(now.get(first)), ofRole.stream())
                        .distinct()
                        .toList());
    }

    /** Weights quantised in given formats and measured. */
    public Allocation measure(List<NumberFormat> formats) throws InterruptedException {
        List<QuantisedTensor> weights = IntStream.range(0, specs.size())
                .mapToObj(i -> formats.get(i).quantise(specs.get(i), values.get(i)))
                .toList();
        return new Allocation(formats, weights, loss.of(weights), bytes(weights, specs));
    }

    /** Bytes of coded weights, fractions included. */
    public static double bytes(List<QuantisedTensor> weights, List<TensorSpec> specs) {
        return WeightCoder.explain(weights, specs).values().stream()
                        .mapToDouble(bits -> bits)
                        .sum()
                / 8;
    }

    /**
     * Makes the allocation.
     *
     * @param start formats to begin with, one per tensor
     * @param rounds after how many rounds it ends at the latest
     * @param told of every change that was measured
     */
    public Allocation allocate(List<? extends NumberFormat> start, int rounds, Consumer<Trial> told)
            throws InterruptedException {
        Allocation best = measure(List.copyOf(start));
        for (int round = 0; round < rounds; round++) {
            Allocation before = best;
            for (Change change : worthwhile(before, told)) {
                Allocation changed = measure(with(best.formats(), change.group, change.format));
                boolean kept = total(changed) < total(best);
                told.accept(trial(change.group, change.format, best, changed, kept));
                best = kept ? changed : best;
            }
            if (best == before) {
                break;
            }
        }
        return best;
    }

    /** The best change of each group that wins something when made alone, the most points per byte first. */
    private List<Change> worthwhile(Allocation from, Consumer<Trial> told) throws InterruptedException {
        List<Change> all = new ArrayList<>();
        for (Group group : groups) {
            List<Change> changes = new ArrayList<>();
            for (NumberFormat format : group.candidates()) {
                List<NumberFormat> formats = with(from.formats(), group, format);
                if (!formats.equals(from.formats())) {
                    Trial trial = trial(group, format, from, measure(formats), false);
                    told.accept(trial);
                    changes.add(new Change(group, format, trial));
                }
            }
            changes.stream()
                    .filter(change -> change.trial.points() > 0)
                    .max(Comparator.comparingDouble(change -> change.trial.points()))
                    .ifPresent(all::add);
        }
        all.sort(Comparator.comparingDouble((Change change) -> -change.trial.pointsPerByte()));
        return all;
    }

    private Trial trial(Group group, NumberFormat format, Allocation before, Allocation after, boolean kept) {
        return new Trial(group.name(), format, total(before) - total(after), after.bytes() - before.bytes(), kept);
    }

    private double total(Allocation allocation) {
        double total = allocation.loss() + pointsPerByte * allocation.bytes();
        return Double.isNaN(total) ? Double.POSITIVE_INFINITY : total;
    }

    private static List<NumberFormat> with(List<NumberFormat> formats, Group group, NumberFormat format) {
        List<NumberFormat> result = new ArrayList<>(formats);
        group.tensors().forEach(tensor -> result.set(tensor, format));
        return List.copyOf(result);
    }
}
