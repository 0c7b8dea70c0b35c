package org.fovea.app.anchor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.video.scale.ScaleFilter;

/**
 * Finds an anchor codec's best scale and quality: a grid, then a pattern search around the best point (Hooke and Jeeves
 * 1961) whose steps are halved where no neighbour is better, down to single quality numbers and scales a twentieth
 * apart; last, the other filter. A codec whose best settings were not searched for would be no comparison.
 */
public final class AnchorSearch {
    private static final double MIN_RATIO = 1.04;

    @FunctionalInterface
    public interface Trial {
        /** The score at some settings; lower is better. */
        double scoreAt(AnchorSettings settings) throws IOException, InterruptedException;
    }

    private final AnchorSettings base;
    private final AnchorPlan plan;
    private final Trial trial;
    private final Map<AnchorSettings, Double> tried = new LinkedHashMap<>();
    private AnchorSettings best;
    private double bestScore = Double.POSITIVE_INFINITY;
    private int left;

    public AnchorSearch(AnchorSettings base, AnchorPlan plan, Trial trial) {
        this.base = base;
        this.best = base;
        this.plan = plan;
        this.trial = trial;
        this.left = plan.refinements();
    }

    /** Searches; the settings that were tried, in their order. */
    public List<AnchorSettings> run() throws IOException, InterruptedException {
        List<Integer> crfs = plan.crfs(base.codec());
        for (int scale : plan.scales()) {
            for (int crf : crfs) {
                attempt(base.at(scale, crf));
            }
        }
        if (!tried.isEmpty()) {
            refine(firstStep(crfs), firstRatio());
        }
        return List.copyOf(tried.keySet());
    }

    private static int firstStep(List<Integer> crfs) {
        return crfs.size() < 2 ? 4 : Math.max(1, (crfs.getLast() - crfs.getFirst()) / (crfs.size() - 1) / 2);
    }

    /** Half of the way from a scale of the grid to the next. */
    private double firstRatio() {
        List<Integer> scales = plan.scales();
        return scales.size() < 2
                ? 1.15
                : Math.pow((double) scales.getFirst() / scales.getLast(), 0.5 / (scales.size() - 1));
    }

    private void refine(int firstStep, double firstRatio) throws IOException, InterruptedException {
        int step = firstStep;
        double ratio = firstRatio;
        boolean finest = false;
        while (left > 1) { // one is kept for the filter
            if (improve(step, ratio)) {
                continue;
            }
            if (finest) {
                break;
            }
            step = Math.max(1, step / 2);
            ratio = Math.max(MIN_RATIO, Math.sqrt(ratio));
            finest = step == 1 && ratio == MIN_RATIO;
        }
        if (left > 0) {
            refined(best.with(base.filter() == ScaleFilter.LANCZOS ? ScaleFilter.BICUBIC : ScaleFilter.LANCZOS));
        }
    }

    /** Tries the neighbours of the best point until one is better. */
    private boolean improve(int step, double ratio) throws IOException, InterruptedException {
        AnchorSettings from = best;
        List<AnchorSettings> neighbours = new ArrayList<>();
        int most = from.codec().maxCrf();
        neighbours.add(from.at(from.scale(), Math.min(most, from.crf() + step)));
        neighbours.add(from.at(from.scale(), Math.max(0, from.crf() - step)));
        neighbours.add(from.at(Math.clamp(Math.round(from.scale() / ratio), 1, 100), from.crf()));
        neighbours.add(from.at(Math.clamp(Math.round(from.scale() * ratio), 1, 100), from.crf()));
        neighbours.sort(Comparator.comparingInt(settings -> tried.containsKey(settings) ? 0 : 1));
        for (AnchorSettings neighbour : neighbours) {
            refined(neighbour);
            if (!best.equals(from)) {
                return true;
            }
        }
        return false;
    }

    private void refined(AnchorSettings settings) throws IOException, InterruptedException {
        if (left > 0 && !tried.containsKey(settings)) {
            left--;
            attempt(settings);
        }
    }

    private void attempt(AnchorSettings settings) throws IOException, InterruptedException {
        double score = trial.scoreAt(settings);
        tried.put(settings, score);
        if (tried.size() == 1 || score < bestScore) {
            best = settings;
            bestScore = score;
        }
    }
}
