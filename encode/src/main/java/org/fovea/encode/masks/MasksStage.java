package org.fovea.encode.masks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;

/**
 * Makes masks cheaper than lossless ones. Before training: removes specks, and flips that save bits at an assumed loss. After training: rounds of flips
 * whose bits are those of the mask coder and whose wrong pixels are those that the network sees on what the decoder draws.
 */
public final class MasksStage implements Stage {
    private final MasksSettings settings;

    /** A stage with these settings. */
    public MasksStage(MasksSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "masks";
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        MaskTensor wanted = before.truth().masks();
        MaskShape shape = wanted.shape();
        if (!shape.equals(before.masked().header().masks())) {
            throw new IllegalArgumentException("masks of "
                    + before.masked().header().masks() + ", the segmentation network's class maps are " + shape);
        }
        Prices prices = Prices.of(shape, context);
        FlipSearch search = new FlipSearch(wanted, prices.pixelsPerBit(), context.threads());
        Optional<MasksProgress> saved = MasksProgress.load(context.checkpoint(), wanted);
        MasksProgress progress =
                saved.isPresent() ? saved.get() : new MasksProgress(0, cleaned(before, search, context));
        if (saved.isEmpty()) {
            progress.save(context.checkpoint());
        }
        if (!settings.multipliers().isEmpty()) {
            progress = rounds(before, progress, search, prices, context);
        }
        return before.with(before.masked().withMasks(progress.masks().tensor()));
    }

    /** Without a renderer. */
    private Masks cleaned(Encoding before, FlipSearch search, StageContext context) throws InterruptedException {
        Masks given = Masks.of(before.truth().masks(), before.masked().masks());
        Masks masks = given.copy();
        if (settings.minimumRegion() > 1) {
            SmallRegions specks = new SmallRegions(given.shape());
            for (int pair = 0; pair < given.shape().frames(); pair++) {
                Interruption.check();
                byte[] frame = masks.frame(pair);
                specks.remove(frame, settings.minimumRegion());
                masks.replace(pair, frame);
            }
        }
        if (settings.assumedLoss() > 0) {
            masks = search.assumed(masks, settings.assumedLoss());
        }
        if (settings.minimumRegion() > 1 || settings.assumedLoss() > 0) {
            long from = bytes(given);
            long to = bytes(masks);
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "masks: %,d pixels differ from the original's, %,d bytes instead of %,d",
                            masks.flipped(),
                            to,
                            from));
            context.log()
                    .metrics(name(), 0, Map.of("bytes before", (double) from, "bytes", (double) to, "flipped", (double)
                            masks.flipped()));
        }
        return masks;
    }

    private long bytes(Masks masks) throws InterruptedException {
        Interruption.check();
        return ClassMaskCoder.encode(masks, settings.effort(), null).length;
    }

    private MasksProgress rounds(
            Encoding before, MasksProgress progress, FlipSearch search, Prices prices, StageContext context)
            throws IOException, InterruptedException {
        MaskTensor wanted = before.truth().masks();
        MaskShape shape = wanted.shape();
        List<Double> multipliers = settings.multipliers();
        MasksProgress now = progress;
        if (now.rounds() >= multipliers.size()) {
            return now;
        }
        try (MaskJudge judge =
                new MaskJudge(context.evaluators(), before.truth(), before.masked(), wanted, context.threads())) {
            MaskTrial trial = new MaskTrial(shape, settings.effort(), judge, context.threads() > 1);
            MaskRounds rounds = new MaskRounds(wanted, trial, search, prices, settings.emphasis());
            MaskState state = trial.first(
                    now.masks(), done -> context.progress().update("masks: measuring", done, shape.frames()));
            report(context, prices, now.rounds(), new MaskRounds.Round(state, 0, 0), Double.NaN);
            while (now.rounds() < multipliers.size()) {
                int number = now.rounds() + 1;
                double multiplier = multipliers.get(number - 1);
                String stage = "masks: round " + number + " of " + multipliers.size();
                MaskRounds.Round round =
                        rounds.run(state, multiplier, done -> context.progress().update(stage, done, shape.frames()));
                state = round.state();
                now = new MasksProgress(number, state.masks());
                now.save(context.checkpoint());
                report(context, prices, number, round, multiplier);
            }
        }
        return now;
    }

    private void report(StageContext context, Prices prices, int number, MaskRounds.Round round, double multiplier) {
        MaskState state = round.state();
        Map<String, Double> values = new LinkedHashMap<>();
        if (!Double.isNaN(multiplier)) {
            values.put("multiplier", multiplier);
        }
        values.put("bytes", (double) state.bytes());
        values.put("segmentation", prices.segmentationTerm(state));
        values.put("pose", prices.poseTerm(state));
        values.put("mask rate", prices.perByte() * state.bytes());
        values.put("total", prices.score(state));
        values.put("tried", (double) round.tried());
        values.put("kept", (double) round.kept());
        context.log().metrics(name(), number, values);
        context.log()
                .line(String.format(
                        Locale.ROOT,
                        "masks: %s%,d bytes, segmentation %.4f, pose %.4f, with the masks' rate %.4f%s",
                        Double.isNaN(multiplier) ? "" : "round " + number + ", ",
                        state.bytes(),
                        prices.segmentationTerm(state),
                        prices.poseTerm(state),
                        prices.score(state),
                        Double.isNaN(multiplier)
                                ? ""
                                : String.format(Locale.ROOT, "; %,d of %,d flips kept", round.kept(), round.tried())));
    }
}
