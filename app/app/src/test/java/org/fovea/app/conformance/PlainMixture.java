package org.fovea.app.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Candidates for a tensor's distribution, docs/weight-operations.md §3; they learn by Bayes' rule. */
final class PlainMixture {
    private static final double[] NORMAL = {1, 1, 1, 0};
    private static final double[] HEAVIER = {0.8, 0.8, 1.55, 0};
    private static final double[] HEAVIEST = {0.9, 0.75, 2.22, 0};
    private static final double[] LIGHTER = {1, 0.6, 0.6, 0.8};

    /** Of a candidate: where it is centred, in units; source is -1 where nothing is predicted. */
    record Candidate(double centre, double width, double drift, double[] shape, int source) {}

    final double unit;
    private final int grid;
    private List<Integer> places = new ArrayList<>();
    private List<Candidate> candidates;
    double[] weights;

    PlainMixture(List<Candidate> candidates, double unit, double[] prior) {
        this.candidates = candidates;
        this.unit = unit;
        grid = candidates.size();
        weights = prior.clone();
        for (int k = 0; k < grid; k++) {
            places.add(k);
        }
    }

    int size() {
        return candidates.size();
    }

    boolean predicted(int k) {
        return candidates.get(k).source >= 0;
    }

    double below(int k, double x, double[] predictions) {
        if (Double.isInfinite(x)) {
            return x > 0 ? 1 : 0;
        }
        Candidate c = candidates.get(k);
        double distance = x - c.centre * unit - (c.source < 0 ? 0 : predictions[c.source]);
        double width = c.width * unit;
        double first = c.drift * c.shape[1] * unit;
        double second = c.drift * c.shape[2] * unit;
        double split = c.drift * c.shape[3] * unit;
        if (split != 0) {
            return 0.5 * (part(distance - split, width, first) + part(distance + split, width, first));
        }
        double share = c.shape[0];
        double one = part(distance, width, first);
        return share == 1 ? one : share * one + (1 - share) * part(distance, width, second);
    }

    private static double part(double x, double width, double deviation) {
        if (width == 0) {
            return PlainNormal.below(x / deviation);
        }
        double upper = PlainNormal.integral((x + width) / deviation);
        double lower = PlainNormal.integral((x - width) / deviation);
        return deviation / (2 * width) * (upper - lower);
    }

    double magnitudeBelow(int k, double x) {
        return x > 0 ? Math.max(0, 2 * below(k, x, null) - 1) : 0;
    }

    /** Reads a number of so many bits and learns. */
    int read(PlainBits bits, int size, PlainBits.Below below) {
        double[] given = new double[size()];
        int number = (int) PlainBits.lattice(bits, size, weights, below, given);
        learn(given);
        return number;
    }

    void learn(double[] given) {
        double sum = 0;
        for (int k = 0; k < size(); k++) {
            weights[k] *= given[k];
            sum += weights[k];
        }
        if (!(sum > 0)) {
            Arrays.fill(weights, 1.0 / size());
            return;
        }
        double factor = 1 / sum;
        for (int k = 0; k < size(); k++) {
            weights[k] *= factor;
        }
    }

    void prune() {
        keep(java.util.stream.IntStream.range(0, size())
                .filter(k -> weights[k] >= 1e-8)
                .toArray());
    }

    private void keep(int... chosen) {
        List<Candidate> kept = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        double[] share = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            kept.add(candidates.get(chosen[i]));
            at.add(places.get(chosen[i]));
            share[i] = weights[chosen[i]];
        }
        candidates = kept;
        places = at;
        weights = share;
    }

    /** The eight of the greatest weights, greatest first, of equal ones the earlier. */
    PlainMixture strongest() {
        int[] order = java.util.stream.IntStream.range(0, size())
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .limit(8)
                .mapToInt(Integer::intValue)
                .toArray();
        PlainMixture few = new PlainMixture(candidates, unit, weights);
        few.keep(order);
        double sum = 0;
        for (double weight : few.weights) {
            sum += weight;
        }
        for (int k = 0; k < few.weights.length; k++) {
            few.weights[k] /= sum;
        }
        return few;
    }

    private double[] posterior() {
        double[] all = new double[grid];
        for (int k = 0; k < size(); k++) {
            all[places.get(k)] = weights[k];
        }
        return all;
    }

    /** First weights, from the last ones of earlier tensors of a kind. */
    static final class Priors {
        private final Map<String, double[]> sums = new HashMap<>();

        double[] of(String kind, int size) {
            double[] sum = sums.get(kind);
            double[] prior = new double[size];
            double total = 0;
            for (int k = 0; k < size && sum != null; k++) {
                total += sum[k];
            }
            for (int k = 0; k < size; k++) {
                prior[k] = sum == null ? 1.0 / size : 0.1 / size + (1 - 0.1) * sum[k] / total;
            }
            return prior;
        }

        void learn(String kind, PlainMixture mixture) {
            double[] posterior = mixture.posterior();
            double[] sum = sums.computeIfAbsent(kind, name -> new double[posterior.length]);
            double total = 0;
            for (int k = 0; k < posterior.length; k++) {
                posterior[k] = Math.sqrt(Math.sqrt(posterior[k]));
                total += posterior[k];
            }
            for (int k = 0; k < posterior.length; k++) {
                sum[k] = 0.6 * sum[k] + posterior[k] / total;
            }
        }
    }

    // ---- the grids

    private static double[] spaced(double first, double last, int count) {
        double ratio = StrictMath.pow(last / first, 1.0 / (count - 1));
        double[] all = new double[count];
        all[0] = first;
        for (int i = 1; i < count; i++) {
            all[i] = all[i - 1] * ratio;
        }
        return all;
    }

    static List<Candidate> blocks() {
        List<Candidate> all = new ArrayList<>();
        for (double width : new double[] {0.85, 0.92, 0.99, 1.06, 1.15, 1.3}) {
            for (double drift : spaced(0.06, 4, 24)) {
                for (double[] shape : List.of(NORMAL, HEAVIER, HEAVIEST, LIGHTER)) {
                    all.add(new Candidate(0, width, drift, shape, -1));
                }
            }
        }
        return all;
    }

    static List<Candidate> of(PlainTensor.Role role) {
        return switch (role) {
            case NORM_WEIGHT -> norm(1, 1.01, 1.03, 1.06, 1.1, 1.15, 1.22);
            case NORM_BIAS -> norm(0.003, -0.02, -0.05, -0.08, -0.11, -0.14);
            case EMBEDDING ->
                List.of(
                        new Candidate(0, 0, 0.7, NORMAL, -1),
                        new Candidate(0, 0, 1, NORMAL, -1),
                        new Candidate(0, 0, 1.4, NORMAL, -1));
            case CONVOLUTION_BIAS -> uniform(6);
            case LINEAR_WEIGHT -> uniform(1);
            default -> uniform(0);
        };
    }

    private static List<Candidate> uniform(int sources) {
        List<Candidate> all = new ArrayList<>();
        for (double[] shape : List.of(NORMAL, HEAVIER)) {
            for (double drift : spaced(0.04, 2, 12)) {
                for (double centre : new double[] {0, 0.15, 0.35}) {
                    all.add(new Candidate(centre, 1, drift, shape, -1));
                }
                for (int source = 0; source < sources; source++) {
                    all.add(new Candidate(0, 1, drift, shape, source));
                }
            }
        }
        return all;
    }

    private static List<Candidate> norm(double... centres) {
        List<Candidate> all = new ArrayList<>();
        for (double[] shape : List.of(NORMAL, HEAVIEST)) {
            for (double centre : centres) {
                for (double drift : spaced(0.01, 0.25, 10)) {
                    all.add(new Candidate(centre, 0, drift, shape, -1));
                }
            }
            sources(all, 6, shape, spaced(0.006, 0.2, 14));
        }
        return all;
    }

    static List<Candidate> drifts() {
        List<Candidate> all = new ArrayList<>();
        sources(all, 3, NORMAL, spaced(0.002, 4, 18));
        sources(all, 3, HEAVIEST, spaced(0.002, 4, 18));
        return all;
    }

    static List<Candidate> localDrifts() {
        List<Candidate> all = new ArrayList<>();
        sources(all, 3, NORMAL, spaced(0.08, 1.2, 10));
        sources(all, 3, LIGHTER, spaced(0.08, 1.2, 10));
        return all;
    }

    private static void sources(List<Candidate> all, int sources, double[] shape, double... drifts) {
        for (double drift : drifts) {
            for (int source = 0; source < sources; source++) {
                all.add(new Candidate(0, 0, drift, shape, source));
            }
        }
    }
}
