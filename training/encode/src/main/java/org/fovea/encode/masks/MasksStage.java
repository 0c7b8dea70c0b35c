package org.fovea.encode.masks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.PixelWorth;

/**
 * Makes masks cheaper than lossless ones. Before training: removes specks. After training: rounds of flips whose bits
 * are those of the mask coder and whose wrong pixels are those that the network sees on what the decoder renders.
 */
public record MasksStage(MasksSettings settings) implements Stage {
    private static final String NAME = "masks";

    @Override
    public Sight sight() {
        return rounds() > 0 ? Sight.PAIRS : Sight.EVERYTHING;
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
        PixelWorth worth = PixelWorth.of(context.evaluators(), before.truth());
        FlipSearch search = new FlipSearch(wanted, worth, prices.pixelsPerBit(), context.threads());
        Optional<MasksProgress> saved = MasksProgress.load(context.checkpoint(), wanted);
        MasksProgress progress = saved.isPresent()
                ? saved.get()
                : new MasksProgress(0, cleaned(before, worth, context), new TriedFlips(shape));
        if (saved.isEmpty()) {
            progress.save(context.checkpoint());
        }
        if (rounds() > 0) {
            progress = rounds(before, progress, search, prices, context);
        }
        return before.with(before.masked().withMasks(progress.masks().tensor()));
    }

    private int rounds() {
        return settings.multipliers().size() + settings.pixels().rounds();
    }

    private Masks cleaned(Encoding before, PixelWorth worth, StageContext context) throws InterruptedException {
        Masks given = Masks.of(before.truth().masks(), before.masked().masks());
        Masks masks = given.copy();
        if (settings.minimumRegion() > 1) {
            SmallRegions specks = new SmallRegions(given.shape());
            for (int pair = 0; pair < given.shape().frames(); pair++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                byte[] frame = masks.frame(pair);
                specks.remove(frame, settings.minimumRegion(), worth.ofPair(pair));
                masks.replace(pair, frame);
            }
            context.log().line("masks: %,d pixels differ from the original's", masks.flipped());
            context.log().metrics(NAME, 0, Map.of("flipped", (double) masks.flipped()));
        }
        return masks;
    }

    private MasksProgress rounds(
            Encoding before, MasksProgress progress, FlipSearch search, Prices prices, StageContext context)
            throws IOException, InterruptedException {
        MaskTensor wanted = before.truth().masks();
        MaskShape shape = wanted.shape();
        List<Double> multipliers = settings.multipliers();
        MasksProgress now = progress;
        if (now.rounds() >= rounds()) {
            return now;
        }
        MaskJudge judge = new MaskJudge(
                context.evaluators().searching(), before.truth(), before.masked(), search.worth(), context.threads());
        MaskTrial trial = new MaskTrial(
                shape,
                settings.effort(),
                judge,
                context.threads() > 1,
                done -> context.progress().update("masks: coding", done, shape.frames()));
        MaskRounds rounds = new MaskRounds(wanted, trial, search, prices, settings.emphasis());
        MaskState state =
                trial.first(now.masks(), done -> context.progress().update("masks: measuring", done, shape.frames()));
        report(context, prices, now.rounds(), MaskRounds.Round.begin(state), Double.NaN);
        while (now.rounds() < rounds() && !context.deadline().passed()) {
            int number = now.rounds() + 1;
            int pixels = number - multipliers.size();
            String stage = pixels > 0
                    ? "masks: pixels, round " + pixels
                    : "masks: round " + number + " of " + multipliers.size();
            IntConsumer done = count -> context.progress().update(stage, count, shape.frames());
            double multiplier = pixels > 0 ? Double.NaN : multipliers.get(number - 1);
            MaskRounds.Round round = pixels > 0
                    ? rounds.run(state, PixelSearch.of(before, prices, context).proposals(state, now.tried()), done)
                    : rounds.run(state, multiplier, done);
            state = round.state();
            if (pixels > 0) {
                now.tried().learn(round.tried(), round.kept());
            }
            // After a round of pixels that keeps nothing the next one would find little more.
            boolean last = pixels > 0 && round.kept().isEmpty();
            now = new MasksProgress(last ? rounds() : number, state.masks(), now.tried());
            now.save(context.checkpoint());
            report(context, prices, number, round, multiplier);
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
        values.put("tried", (double) round.tried().size());
        values.put("kept", (double) round.kept().size());
        context.log().metrics(NAME, number, values);
        context.log()
                .line(
                        "masks: %s%,d bytes, segmentation %.4f, pose %.4f, with the masks' rate %.4f%s",
                        number == 0 ? "" : "round " + number + ", ",
                        state.bytes(),
                        prices.segmentationTerm(state),
                        prices.poseTerm(state),
                        prices.score(state),
                        round.tried().isEmpty()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "; %,d of %,d flips kept",
                                        round.kept().size(),
                                        round.tried().size()));
    }
}
