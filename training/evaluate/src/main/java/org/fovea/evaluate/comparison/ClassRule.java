package org.fovea.evaluate.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/**
 * Which classes of a network are merged, and how much each counts.
 *
 * @param groups the network's classes in each class that counts, each class in one group; empty where they are not
 *     merged
 * @param weights how much a pixel counts, by its class in the original after merging, 0 for one that is ignored; empty
 *     where all count alike
 */
public record ClassRule(List<List<Integer>> groups, List<Double> weights) {
    /** All classes are distinct and count alike. */
    public static final ClassRule PLAIN = new ClassRule(List.of(), List.of());

    /** @throws IllegalArgumentException where a group or a weight makes no sense */
    public ClassRule {
        groups = groups.stream().map(List::copyOf).toList();
        weights = List.copyOf(weights);
        if (!groups.isEmpty()) {
            List<Integer> all = new ArrayList<>();
            groups.forEach(all::addAll);
            if (groups.size() < 2 || groups.stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException("merge needs at least two classes, each of at least one");
            }
            if (new TreeSet<>(all).size() != all.size() || Collections.max(all) != all.size() - 1) {
                throw new IllegalArgumentException(
                        "merge must name each of the network's classes once, from 0 on: " + new TreeSet<>(all));
            }
        }
        if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("no class counts");
        }
    }

    public boolean merges() {
        return !groups.isEmpty();
    }

    public boolean even() {
        return weights.isEmpty();
    }

    public int networkClasses() {
        return groups.stream().mapToInt(List::size).sum();
    }

    /** Number of classes after merging those of a network. */
    public int classes(int ofNetwork) {
        return merges() ? groups.size() : ofNetwork;
    }

    public List<String> settings() {
        List<String> lines = new ArrayList<>();
        if (merges()) {
            lines.add("merge=" + groups);
        }
        if (!even()) {
            lines.add("weights=" + weights);
        }
        return lines;
    }

    /** For each class of the network the one that it is merged into. */
    private byte[] merged() {
        byte[] into = new byte[networkClasses()];
        for (int group = 0; group < groups.size(); group++) {
            for (int member : groups.get(group)) {
                into[member] = (byte) group;
            }
        }
        return into;
    }

    /** Classes as the network answers them as those that count. Changes the array. */
    public byte[] merge(byte[] classes) {
        if (merges()) {
            byte[] into = merged();
            for (int i = 0; i < classes.length; i++) {
                classes[i] = into[classes[i] & 0xff];
            }
        }
        return classes;
    }

    /**
     * Logits of the classes that count: the logarithm of the sum of the members' exponentials, so that probabilities
     * add up. Differentiable.
     *
     * @param logits float [N, classes of the network, rows, columns]
     */
    public Tensor merge(Tensor logits) {
        if (!merges()) {
            return logits;
        }
        TensorVector all = new TensorVector();
        for (List<Integer> group : groups) {
            long[] members = group.stream().mapToLong(Integer::longValue).toArray();
            Tensor some = logits.index_select(1, Tensors.ofLongs(members, members.length));
            all.push_back(members.length == 1 ? some : some.logsumexp(new long[] {1}, true));
        }
        return torch.cat(all, 1);
    }

    /** Number of pixels that count and whose class differs. */
    public int differing(byte[] original, byte[] candidate) {
        int count = 0;
        for (int i = 0; i < original.length; i++) {
            if (original[i] != candidate[i] && (even() || weights.get(original[i] & 0xff) > 0)) {
                count++;
            }
        }
        return count;
    }

    /** Share of the pixels' weight whose class differs, 0..1; 0 where no pixel counts. */
    public double share(byte[] original, byte[] candidate) {
        if (even()) {
            return (double) differing(original, candidate) / original.length;
        }
        double wrong = 0;
        double all = 0;
        for (int i = 0; i < original.length; i++) {
            double weight = weights.get(original[i] & 0xff);
            all += weight;
            wrong += original[i] == candidate[i] ? 0 : weight;
        }
        return all == 0 ? 0 : wrong / all;
    }

    /** A weight for each pixel of the original, whose mean is 1 where any counts. */
    public static float[] pixelWeights(List<Double> weights, byte[] original) {
        double sum = 0;
        for (byte id : original) {
            sum += weights.get(id & 0xff);
        }
        float[] each = new float[original.length];
        for (int i = 0; i < each.length && sum > 0; i++) {
            each[i] = (float) (weights.get(original[i] & 0xff) * each.length / sum);
        }
        return each;
    }
}
