package org.fovea.app.anchor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.fovea.codec.FrameSize;

/**
 * Finds with few scores what an anchor codec does with as many bytes as an archive, and how many it needs for the
 * archive's score. The scale follows from the bytes; the quality number is searched for by encoding alone, which costs
 * little. {@link AnchorSearch} finds better settings with more work.
 */
public final class AnchorProbe {
    /** Bits of a coded pixel at which small sizes pay best; measured on two clips, 0.013 to 0.04. */
    private static final double BITS_OF_A_PIXEL = 0.02;

    private static final int MIN_SCALE = 6;
    private static final int TRIES = 4;
    private static final double CLOSE = Math.log(1.12);
    private static final double STEP_UP = 3;

    /** First step up where the archive's score is far below: a codec's best score is what a reader compares with. */
    private static final double LONG_STEP_UP = 9;

    private static final double FAR = 4;
    private static final double STEP_DOWN = 2;
    private static final double OTHER_SCALE = 1.5;

    public interface Trial {
        long bytesAt(AnchorSettings settings) throws IOException, InterruptedException;

        /** Score of the stream; lower is better. */
        double scoreAt(AnchorSettings settings) throws IOException, InterruptedException;
    }

    private final AnchorSettings base;
    private final FrameSize size;
    private final int frames;
    private final Trial trial;
    private final Map<AnchorSettings, Long> encoded = new HashMap<>();
    private final List<AnchorPoint> points = new ArrayList<>();

    /**
     * A search.
     *
     * @param base codec, preset and filter
     */
    public AnchorProbe(AnchorSettings base, FrameSize size, int frames, Trial trial) {
        this.base = base;
        this.size = size;
        this.frames = frames;
        this.trial = trial;
    }

    /**
     * Searches.
     *
     * @param most scores, 1 or more
     * @param again asked before every score but the first whether there is time for it
     * @return what was scored, in this order
     */
    public List<AnchorPoint> run(long bytes, double score, int most, BooleanSupplier again)
            throws IOException, InterruptedException {
        int scale = scaleOf(bytes);
        AnchorPoint first = attempt(bytes, scale);
        BooleanSupplier more = () -> points.size() < most && again.getAsBoolean();
        boolean lower = first.score() <= score;
        double wanted = Math.max(bytes, first.bytes());
        AnchorPoint last = first;
        while (more.getAsBoolean()) {
            int before = points.size();
            double up = before == 1 && first.score() > FAR * score ? LONG_STEP_UP : STEP_UP;
            wanted = lower ? wanted / STEP_DOWN : wanted * up;
            AnchorPoint next = attempt(wanted, scaleOf(wanted));
            boolean crossed = lower ? next.score() > score : next.score() <= score || next.score() >= last.score();
            if (crossed || points.size() == before) {
                break;
            }
            last = next;
        }
        for (double other : new double[] {OTHER_SCALE, 1 / OTHER_SCALE}) {
            if (more.getAsBoolean()) {
                attempt(bytes, clampedScale(scale * other));
            }
        }
        return List.copyOf(points);
    }

    private int scaleOf(double bytes) {
        double pixels = 8 * bytes / frames / BITS_OF_A_PIXEL;
        return clampedScale(100 * Math.sqrt(pixels / ((double) size.width() * size.height())));
    }

    private static int clampedScale(double scale) {
        return (int) Math.clamp(Math.round(scale), MIN_SCALE, 100);
    }

    /** Scores what comes nearest to some bytes at a scale; bytes fall by a constant factor with the quality number. */
    private AnchorPoint attempt(double wanted, int scale) throws IOException, InterruptedException {
        return attempt(wanted, scale, true);
    }

    private AnchorPoint attempt(double wanted, int scale, boolean again) throws IOException, InterruptedException {
        int most = base.codec().maxCrf();
        List<Integer> usual = base.codec().usualCrfs();
        AnchorSettings now = base.at(scale, usual.get(usual.size() / 2));
        double away = Math.log(bytes(now) / wanted);
        AnchorSettings best = now;
        double bestAway = Math.abs(away);
        double slope = -Math.log(2) / (most == 63 ? 8.5 : 6);
        for (int i = 1; i < TRIES && bestAway > CLOSE; i++) {
            AnchorSettings next = base.at(scale, (int) Math.clamp(Math.round(now.crf() - away / slope), 1, most));
            if (next.crf() == now.crf()) {
                break;
            }
            double nextAway = Math.log(bytes(next) / wanted);
            slope = Math.min(-0.01, (nextAway - away) / (next.crf() - now.crf()));
            now = next;
            away = nextAway;
            if (Math.abs(away) < bestAway) {
                best = now;
                bestAway = Math.abs(away);
            }
        }
        int other = clampedScale(scale * Math.sqrt(wanted / bytes(best)));
        boolean atEnd = best.crf() == most || best.crf() == 1;
        if (again && atEnd && bestAway > CLOSE && other != scale) {
            return attempt(wanted, other, false);
        }
        AnchorSettings taken = best;
        Optional<AnchorPoint> known =
                points.stream().filter(point -> point.settings().equals(taken)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        AnchorPoint point = new AnchorPoint(taken, bytes(taken), trial.scoreAt(taken));
        points.add(point);
        return point;
    }

    private long bytes(AnchorSettings settings) throws IOException, InterruptedException {
        Long known = encoded.get(settings);
        if (known == null) {
            known = trial.bytesAt(settings);
            encoded.put(settings, known);
        }
        return known;
    }
}
