package org.fovea.evaluate.selftest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.selftest.SlopeProbe.Slope;

/**
 * The gradient of one network's distortion with respect to pixels, against central differences.
 *
 * <p>Three questions, because each alone can be fooled. Along the gradient, whole and in random halves, the distortion
 * changes most, so that its size is known to a fraction of a percent; but what the gradient leaves out is not seen
 * there. Random blocks of brightness and of colour in each frame see what was left out, with more noise. Single pixels
 * see whether the gradient sits at the right place.
 */
final class GradientChecks {
    /** Changes of the distortion along the gradient, relative to its value. */
    private static final double[] RELATIVE_CHANGES = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 3e-1};

    private static final double[] BLOCK_STEPS = {1.0 / 2048, 1.0 / 256, 1.0 / 32, 1.0 / 4, 2};
    /** Most grey levels by which a step along the gradient moves a pixel. */
    private static final double MAX_LEVELS = 4;

    /** Size of a group of slopes, relative to the largest group, below which errors do not matter. */
    private static final double MIN_SIZE = 0.02;

    /** A share of a float's value by which rounding may change it. */
    private static final float LAST_DIGIT = 0x1p-22f;

    /** Most that such a change may change a distortion, as a share of it. */
    private static final double MAX_BY_ROUNDING = 0.01;

    private static final int HALVES = 2;
    /** Random ones for each frame and kind. */
    private static final int DIRECTIONS = 3;

    /**
     * Tolerances, five to fifteen times what real networks need ({@code docs/log/networks.md} has the figures). A
     * gradient that misses a frame or the colours is wrong by half or more in blocks.
     */
    static final double MAX_ALONG = 0.03;

    static final double MAX_IN_BLOCKS = 0.35;

    private final PixelFunction function;
    private final Tensor pixels;
    private final long seed;
    private final List<Check> checks = new ArrayList<>();

    private GradientChecks(PixelFunction function, Tensor pixels, long seed) {
        this.function = function;
        this.pixels = pixels;
        this.seed = seed;
    }

    /**
     * Runs in a thread of its own.
     *
     * @param pixels float [frames, 3, height, width], a candidate that differs from the original
     * @param seed of all random choices
     */
    static List<Check> run(PixelFunction function, Tensor pixels, long seed) {
        GradientChecks checks = new GradientChecks(function, pixels, seed);
        try {
            checks.examine();
        } catch (FormatException e) {
            checks.checks.add(
                    Check.fails(checks.name("gradient exists"), "", function.network() + ": " + e.getMessage()));
        }
        return checks.checks;
    }

    private void examine() {
        Optional<Tensor> found = gradient();
        if (found.isEmpty()) {
            return;
        }
        Tensor gradient = found.get();
        Tensor finite = gradient.isfinite();
        if (!finite.all().item_bool()) {
            long bad = gradient.numel() - finite.sum().item_long();
            checks.add(Check.fails(
                    name("gradient is finite"),
                    count(bad) + " of " + count(gradient.numel()) + " values are not",
                    function.network() + ": the gradient of " + count(bad) + " pixel values is not a finite number",
                    Map.of("notFinite", (double) bad)));
            return;
        }
        checks.add(Check.holds(name("gradient is finite"), count(gradient.numel()) + " values"));
        if (!reachesEveryFrame(gradient)) {
            return;
        }
        double norm = Math.sqrt(SlopeProbe.dot(gradient, gradient));
        SlopeProbe probe = new SlopeProbe(function, pixels, gradient);
        Directions directions = new Directions(pixels, seed);
        if (magnifiesRounding()) {
            return;
        }
        along(probe, directions, gradient, norm);
        inBlocks(probe, directions);
    }

    private Optional<Tensor> gradient() {
        Tensor leaf = pixels.detach().clone().set_requires_grad(true);
        Tensor prepared = function.prepared(leaf);
        Tensor distortion = function.distortion(prepared);
        if (distortion.requires_grad()) {
            distortion.backward();
            if (leaf.grad().defined()) {
                checks.add(Check.holds(
                        name("gradient exists"),
                        String.format(Locale.ROOT, "distortion %.4g", distortion.item_double())));
                return Optional.of(leaf.grad().detach());
            }
        }
        String where = prepared.requires_grad() ? "lost in the network" : "lost before the network";
        boolean detached =
                changed(IntStream.range(0, function.frames().size()).boxed().toList());
        checks.add(Check.fails(
                name("gradient exists"),
                detached ? "none, " + where : "none",
                function.network()
                        + (detached
                                ? ": pixels change the answer but no gradient reaches them: the colour conversion or a "
                                        + "later step is detached"
                                : ": the answer does not depend on the pixels at all")));
        return Optional.empty();
    }

    private boolean reachesEveryFrame(Tensor gradient) {
        String name = name("gradient is not zero");
        Map<String, Double> norms = new LinkedHashMap<>();
        List<Integer> dead = new ArrayList<>();
        for (int frame = 0; frame < function.frames().size(); frame++) {
            Tensor part = gradient.narrow(0, frame, 1);
            double norm = Math.sqrt(SlopeProbe.dot(part, part));
            norms.put(function.frames().get(frame), norm);
            if (norm == 0) {
                dead.add(frame);
            }
        }
        String measured = norms.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.3g", entry.getKey(), entry.getValue()))
                .collect(java.util.stream.Collectors.joining(", "));
        for (int frame : dead) {
            if (changed(List.of(frame))) {
                checks.add(Check.fails(
                        name,
                        measured,
                        function.network() + ": pixels of the "
                                + function.frames().get(frame)
                                + " change the answer but their gradient is zero everywhere: a step is detached or "
                                + "flat",
                        norms));
                return false;
            }
        }
        if (dead.size() == function.frames().size()) {
            checks.add(Check.fails(
                    name, measured, function.network() + ": the answer does not depend on the pixels at all", norms));
            return false;
        }
        String fault = dead.isEmpty()
                ? ""
                : function.network() + ": the answer does not depend on the "
                        + function.frames().get(dead.getFirst());
        checks.add(Check.of(dead.isEmpty(), Check.Outcome.DOUBTFUL, name, measured, fault, norms));
        return true;
    }

    private void along(SlopeProbe probe, Directions directions, Tensor gradient, double norm) {
        List<Double> ratios = new ArrayList<>();
        double worst = 0;
        double doubt = 0;
        double value;
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            value = Math.abs(function.distortion(function.prepared(pixels)).item_double());
        }
        for (int i = 0; i <= HALVES; i++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor direction = i == 0 ? Directions.along(gradient, norm) : directions.half(gradient, norm);
                Slope found = probe.slope(direction, stepsAlong(direction, gradient, value));
                double ratio = found.measured() / found.predicted();
                ratios.add(ratio);
                worst = Math.max(worst, Math.abs(ratio - 1));
                doubt = Math.max(doubt, found.doubt() / Math.abs(found.predicted()));
            }
        }
        double spread = ratios.stream()
                .mapToDouble(ratio -> Math.abs(ratio / ratios.getFirst() - 1))
                .max()
                .orElseThrow();
        Map<String, Double> figures = new LinkedHashMap<>();
        double judged = ratios.stream()
                .max(Comparator.comparingDouble(ratio -> Math.abs(ratio - 1)))
                .orElseThrow();
        figures.put("ratio", judged);
        figures.put("relativeError", worst);
        figures.put("uncertainty", doubt);
        figures.put("tolerance", MAX_ALONG);
        Deviation found = new Deviation(worst, doubt, MAX_ALONG);
        String measured = String.format(Locale.ROOT, "finite differences %.4f of it", judged);
        judge("gradient along itself", measured, scaleFault(judged, spread), found, figures);
    }

    /**
     * Whether pixels that differ in their last digits get another answer; then neither slopes nor gradients say
     * anything.
     */
    private boolean magnifiesRounding() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            double before = function.distortion(function.prepared(pixels)).item_double();
            double most = 0;
            for (float share : new float[] {LAST_DIGIT, -LAST_DIGIT, 2 * LAST_DIGIT, -2 * LAST_DIGIT}) {
                Tensor near = pixels.mul(new Scalar(1 + share));
                double after = function.distortion(function.prepared(near)).item_double();
                most = Math.max(most, Math.abs(after - before));
            }
            double change = before == 0 ? 0 : most / Math.abs(before);
            Map<String, Double> figures = Check.figures("relativeChange", change, "tolerance", MAX_BY_ROUNDING);
            String measured = String.format(Locale.ROOT, "the last digit of pixels changes it by %.1g", change);
            boolean magnified = change > MAX_BY_ROUNDING;
            String fault = function.network() + ": it magnifies rounding: pixels that differ in their last digits get "
                    + "another answer, so that its gradient can be neither checked nor used; look for a division by a "
                    + "spread that is nearly 0, as of batch normalisation in training mode";
            checks.add(Check.of(!magnified, Check.Outcome.FAILS, name("rounding"), measured, fault, figures));
            return magnified;
        }
    }

    private static double[] stepsAlong(Tensor direction, Tensor gradient, double value) {
        double slope = SlopeProbe.dot(gradient, direction);
        double most = MAX_LEVELS / direction.abs().max().item_double();
        double[] steps = new double[RELATIVE_CHANGES.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.min(value * RELATIVE_CHANGES[i] / slope, most * (i + 1) / steps.length);
        }
        return steps;
    }

    private static String scaleFault(double ratio, double spread) {
        // Distinguishes one scale that is wrong everywhere from slopes that are wrong in places.
        return spread < Math.abs(ratio - 1) / 2 && ratio > 0
                ? String.format(
                        Locale.ROOT,
                        "the gradient has the wrong scale, it is %.3g times what finite differences say",
                        1 / ratio)
                : String.format(
                        Locale.ROOT,
                        "the gradient does not predict what pixels do, finite differences along the worst "
                                + "direction are %.4g times what it says",
                        ratio);
    }

    /** Slopes that are judged together. */
    private record Group(String subject, String fault, List<Slope> slopes) {
        /** Root of the sum of squares, of whichever is larger: what was measured or what was predicted. */
        double size() {
            double measured = slopes.stream()
                    .mapToDouble(slope -> square(slope.measured()))
                    .sum();
            double predicted = slopes.stream()
                    .mapToDouble(slope -> square(slope.predicted()))
                    .sum();
            return Math.sqrt(Math.max(measured, predicted));
        }
    }

    private void inBlocks(SlopeProbe probe, Directions directions) {
        List<Group> groups = new ArrayList<>();
        for (int frame = 0; frame < function.frames().size(); frame++) {
            for (String kind : List.of("brightness", "colour")) {
                List<Slope> slopes = new ArrayList<>();
                for (int i = 0; i < DIRECTIONS; i++) {
                    try (PointerScope scope = new PointerScope()) {
                        Tensor direction =
                                kind.equals("colour") ? directions.colour(frame) : directions.brightness(frame);
                        slopes.add(probe.slope(direction, BLOCK_STEPS));
                    }
                }
                String where = kind + " of the " + function.frames().get(frame);
                groups.add(new Group(
                        "gradient in " + where,
                        "the gradient misses what " + where + " does to the answer: a part of the path is detached",
                        slopes));
            }
        }
        double largest = groups.stream().mapToDouble(Group::size).max().orElse(0);
        groups.forEach(group -> judge(group, MIN_SIZE * largest, MAX_IN_BLOCKS));
    }

    /**
     * Compares all slopes of a group at once, the large ones counting most: a single direction can be flat by chance.
     *
     * @param least size that errors are related to at least, for groups that have no effect and consist of rounding
     */
    private void judge(Group group, double least, double most) {
        double differences = 0;
        double doubts = 0;
        for (Slope slope : group.slopes()) {
            differences += square(slope.measured() - slope.predicted());
            doubts += square(slope.doubt());
        }
        double size = Math.max(group.size(), least);
        double error = size == 0 ? 0 : Math.sqrt(differences) / size;
        double doubt = size == 0 ? 0 : Math.sqrt(doubts) / size;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("relativeError", error);
        figures.put("uncertainty", doubt);
        figures.put("slope", group.size());
        figures.put("tolerance", most);
        String effect = group.size() < least ? ", no effect" : "";
        String measured = String.format(
                Locale.ROOT,
                "differs by %.1f %% in %d%s",
                100 * error,
                group.slopes().size(),
                effect);
        judge(group.subject(), measured, group.fault(), new Deviation(error, doubt, most), figures);
    }

    /**
     * How far finite differences are from the gradient, how far they are from each other, and how far they may be;
     * relative to its size.
     */
    private record Deviation(double error, double doubt, double tolerance) {}

    /**
     * An error is a fault where it is above the tolerance and cannot be blamed on the finite differences themselves.
     */
    private void judge(String subject, String measured, String fault, Deviation found, Map<String, Double> figures) {
        boolean rough = found.error() <= 2 * found.doubt();
        String explanation = rough
                ? String.format(
                        Locale.ROOT,
                        "the answer is too rough for finite differences, neighbouring steps differ by %.0f %%",
                        100 * found.doubt())
                : fault;
        checks.add(Check.of(
                found.error() <= found.tolerance(),
                rough ? Check.Outcome.DOUBTFUL : Check.Outcome.FAILS,
                name(subject),
                measured,
                function.network() + ": " + explanation,
                figures));
    }

    /** Whether the distortion changes when other pixels are put into some frames. */
    private boolean changed(List<Integer> frames) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor other = pixels.clone();
            for (int frame : frames) {
                Tensor part = other.narrow(0, frame, 1);
                part.copy_(part.flip(3).mul(new Scalar(0.7f)).add(new Scalar(20f)));
            }
            double before = function.distortion(function.prepared(pixels)).item_double();
            return function.distortion(function.prepared(other)).item_double() != before;
        }
    }

    private String name(String subject) {
        return function.network() + ": " + subject;
    }

    private static double square(double value) {
        return value * value;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
