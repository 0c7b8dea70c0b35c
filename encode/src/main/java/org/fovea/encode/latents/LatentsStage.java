package org.fovea.encode.latents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.LinearPrice;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.measure.WorkIdentity;
import org.fovea.evaluate.score.Distortion;

/**
 * Looks for better latent codes, one change at a time, in the decoder's own frames. All pairs are drawn with the same
 * change of the same number, so that each drawing tries as many independent changes as there are pairs; after a round
 * each pair takes the best change that it met, and the round stays only where the archive's score is better.
 */
public final class LatentsStage implements Stage {
    private static final String NAME = "latents";

    /** In place of a code that needs more bits than the others. */
    private static final int UNTRIED = -1;

    private final LatentsSettings settings;

    /** A stage. */
    public LatentsStage(LatentsSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        return new Run(before, context).run();
    }

    private final class Run {
        private final Encoding given;
        private final RendererContent content;
        private final StageContext context;
        private final ArchiveMeasure measure;
        private final String identity;
        private final int pairs;
        private final int dimensions;

        /** Steps that are tried of each number: 1, −1, 2, −2 … */
        private final int[] steps;

        /** Greatest code that may come of a change: one that the given codes need no more bits for. */
        private final int greatest;

        // How far it is.
        private char[] codes;
        private int round;
        private int sweep;
        private boolean finished;

        /** Best change of each pair in this round, as a place in the round; −1 for none. */
        private int[] bestSweep;

        private double[] bestGain;

        Run(Encoding given, StageContext context) throws IOException {
            this.given = given;
            this.context = context;
            content = given.latents();
            measure = ArchiveMeasure.of(context, given.truth());
            identity = WorkIdentity.of(given, context, settings.toString());
            pairs = content.header().pairs();
            dimensions = content.latents().dimensions();
            steps = new int[2 * settings.largestStep()];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = (i / 2 + 1) * (i % 2 == 0 ? 1 : -1);
            }
            codes = content.latents().codes().clone();
            int most = 1;
            for (char code : codes) {
                most = Math.max(most, code);
            }
            greatest = Integer.highestOneBit(most) * 2 - 1;
            beginRound();
            Optional<byte[]> saved = context.checkpoint().load();
            if (saved.isPresent()) {
                resume(saved.get());
            }
        }

        private void beginRound() {
            sweep = 0;
            bestSweep = new int[pairs];
            Arrays.fill(bestSweep, -1);
            bestGain = new double[pairs];
        }

        Encoding run() throws IOException, InterruptedException {
            Measurement now = measure(codes);
            context.log().metrics(NAME, round, metrics(now));
            while (!finished && round < settings.rounds()) {
                now = round(now);
            }
            return given.with(content.withLatents(content.latents().with(codes)));
        }

        /** One round; the better of what was and what it gives. */
        private Measurement round(Measurement before) throws IOException, InterruptedException {
            LinearPrice price = LinearPrice.at(before.mean(), context.formula());
            int sweeps = dimensions * steps.length;
            List<Distortion> costs = sweep < sweeps ? each(codes, allPairs()) : List.of();
            while (sweep < sweeps) {
                int dimension = sweep / steps.length;
                int step = steps[sweep % steps.length];
                tryStep(dimension, step, costs, price);
                sweep++;
                save();
            }
            char[] changed = changed();
            Measurement after = measure(changed);
            double gain = before.score().total() - after.score().total();
            boolean better = gain > 0;
            long moved = Arrays.stream(bestSweep).filter(best -> best >= 0).count();
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "latents: round %d changes %d of %d pairs; segmentation %.5f, pose %.5f, %d bytes before;"
                                    + " %.5f, %.5f, %d after%s",
                            round + 1,
                            moved,
                            pairs,
                            before.score().segmentation(),
                            before.score().pose(),
                            before.bytes(),
                            after.score().segmentation(),
                            after.score().pose(),
                            after.bytes(),
                            better ? "" : "; left out"));
            if (better) {
                codes = changed;
            }
            finished = !better || gain < settings.leastGain();
            round++;
            beginRound();
            save();
            context.log().metrics(NAME, round, metrics(better ? after : before));
            return better ? after : before;
        }

        private void tryStep(int dimension, int step, List<Distortion> costs, LinearPrice price)
                throws InterruptedException {
            char[] tried = codes.clone();
            List<Integer> which = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                int code = moved(codes[pair * dimensions + dimension], step);
                if (code != UNTRIED) {
                    tried[pair * dimensions + dimension] = (char) code;
                    which.add(pair);
                }
            }
            List<Distortion> got = each(tried, which);
            for (int i = 0; i < which.size(); i++) {
                int pair = which.get(i);
                Distortion was = costs.get(pair);
                double gain = price.of(was) - price.of(got.get(i));
                if (gain > bestGain[pair]) {
                    bestGain[pair] = gain;
                    bestSweep[pair] = sweep;
                }
            }
        }

        private int moved(int code, int step) {
            int moved = code + step;
            return moved < 0 || moved > greatest ? UNTRIED : moved;
        }

        private char[] changed() {
            char[] changed = codes.clone();
            for (int pair = 0; pair < pairs; pair++) {
                if (bestSweep[pair] >= 0) {
                    int place = pair * dimensions + bestSweep[pair] / steps.length;
                    changed[place] += (char) steps[bestSweep[pair] % steps.length];
                }
            }
            return changed;
        }

        private List<Integer> allPairs() {
            return measure.allPairs();
        }

        private List<Distortion> each(char[] tried, List<Integer> which) throws InterruptedException {
            LatentTrack track = content.latents().with(tried);
            int total = settings.rounds() * dimensions * steps.length;
            int done = round * dimensions * steps.length + sweep;
            context.progress().update(NAME, done, total);
            return measure.each(content.withLatents(track), which, finishedPairs -> {});
        }

        /** All pairs, and the bytes of the section that this stage changes. */
        private Measurement measure(char[] tried) throws InterruptedException {
            LatentTrack track = content.latents().with(tried);
            return measure.measure(
                    content.withLatents(track), LatentCoder.encode(track).length, allPairs(), done -> {});
        }

        private Map<String, Double> metrics(Measurement costs) {
            return Map.of(
                    "segmentation",
                    costs.score().segmentation(),
                    "pose",
                    costs.score().pose(),
                    "sectionBytes",
                    (double) costs.bytes(),
                    "points",
                    costs.score().total());
        }

        private void save() throws IOException, InterruptedException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(identity);
            out.writeInt(round);
            out.writeInt(sweep);
            out.writeBoolean(finished);
            for (char code : codes) {
                out.writeChar(code);
            }
            for (int pair = 0; pair < pairs; pair++) {
                out.writeInt(bestSweep[pair]);
                out.writeDouble(bestGain[pair]);
            }
            context.checkpoint().save(bytes.toByteArray());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        private void resume(byte[] saved) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
            if (!in.readUTF().equals(identity)) {
                return;
            }
            round = in.readInt();
            sweep = in.readInt();
            finished = in.readBoolean();
            for (int i = 0; i < codes.length; i++) {
                codes[i] = in.readChar();
            }
            for (int pair = 0; pair < pairs; pair++) {
                bestSweep[pair] = in.readInt();
                bestGain[pair] = in.readDouble();
            }
        }
    }
}
