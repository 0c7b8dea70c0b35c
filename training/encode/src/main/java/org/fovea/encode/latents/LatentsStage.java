package org.fovea.encode.latents;

import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.LinearPrice;
import org.fovea.encode.measure.Measurement;
import org.fovea.evaluate.score.Distortion;

/**
 * Looks for better latent codes, one change at a time, in the decoder's own frames. All pairs are rendered with a
 * change of the same number, so that each rendering tries as many independent changes as there are pairs. A pair keeps
 * a change that is better by the slopes of the score's terms, and the next one is tried on top of it; a round stays
 * only where the archive's score is better.
 */
public record LatentsStage(LatentsSettings settings) implements Stage {
    private static final String NAME = "latents";

    /** Points of the score that a round must gain, else it is the last. */
    private static final double LEAST_GAIN = 1e-4;

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        return new Run(before, context).run();
    }

    private final class Run {
        private final Encoding given;
        private final RendererContent content;
        private final StageContext context;
        private final ArchiveMeasure measure;

        /** For what is tried; the round as a whole is measured exactly. */
        private final ArchiveMeasure search;

        private final int pairs;
        private final int dimensions;

        /** Steps that are tried of each number: 1, −1, 2, −2 …; 1, 2 … in its own direction where there are slopes. */
        private final int[] steps;

        private final Optional<LatentSlopes> slopes;

        /** In which direction each number is tried in this round: 1 or −1, 0 where it is left alone. */
        private int[] ways;

        /** Greatest code that may come of a change: one that the given codes need no more bits for. */
        private final int greatest;

        /** At the beginning of the round. */
        private char[] begun;

        // How far it is.
        private char[] codes;
        private int round;
        private int sweep;
        private boolean finished;

        Run(Encoding given, StageContext context) throws IOException {
            this.given = given;
            this.context = context;
            content = given.latents();
            measure = ArchiveMeasure.of(context, given.truth());
            search = measure.searching();
            pairs = content.header().pairs();
            dimensions = content.latents().codes().length / pairs;
            slopes = settings.oneWay() ? LatentSlopes.of(given, context) : Optional.empty();
            int both = slopes.isPresent() ? 1 : 2;
            steps = new int[both * settings.largestStep()];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = (i / both + 1) * (i % both == 0 ? 1 : -1);
            }
            codes = content.latents().codes().clone();
            int most = CharBuffer.wrap(codes).chars().max().orElse(1);
            greatest = Integer.highestOneBit(Math.max(1, most)) * 2 - 1;
            begun = codes.clone();
            context.checkpoint().kept(State.class).ifPresent(state -> {
                round = state.round;
                sweep = state.sweep;
                finished = state.finished;
                begun = state.begun;
                codes = state.codes;
            });
        }

        Encoding run() throws IOException, InterruptedException {
            Measurement now = measure(begun);
            context.log().metrics(NAME, round, now.metrics());
            while (!finished && round < settings.rounds() && !context.deadline().passed()) {
                now = round(now);
            }
            return given.with(content.withLatents(content.latents().with(codes)));
        }

        /** One round; the better of what was and what it gives. */
        private Measurement round(Measurement before) throws IOException, InterruptedException {
            LinearPrice price = LinearPrice.at(before.mean(), context.formula());
            int sweeps = dimensions * steps.length;
            ways = ways();
            List<Distortion> costs =
                    sweep < sweeps ? new ArrayList<>(each(codes, measure.allPairs())) : new ArrayList<>();
            while (sweep < sweeps && !context.deadline().passed()) {
                tryStep(sweep / steps.length, steps[sweep % steps.length], costs, price);
                sweep++;
                save();
            }
            Measurement after = measure(codes);
            double gain = before.score().total() - after.score().total();
            boolean better = gain > 0;
            long changed = IntStream.range(0, codes.length)
                    .filter(i -> codes[i] != begun[i])
                    .count();
            context.log()
                    .line(
                            "latents: round %d changes %d of %d numbers; %s%s",
                            round + 1, changed, codes.length, before.comparedWith(after), better ? "" : "; left out");
            if (better) {
                begun = codes.clone();
            } else {
                codes = begun.clone();
            }
            finished = !better || gain < LEAST_GAIN;
            round++;
            sweep = 0;
            save();
            context.log().metrics(NAME, round, (better ? after : before).metrics());
            return better ? after : before;
        }

        /** From the codes at the beginning of the round, so that a resumed one goes the same ways. */
        private int[] ways() throws InterruptedException {
            return slopes.isPresent()
                    ? slopes.get().descent(content.latents().with(begun))
                    : IntStream.generate(() -> 1).limit(codes.length).toArray();
        }

        /** A number that has been changed in this round goes on in its direction by one. */
        private void tryStep(int dimension, int step, List<Distortion> costs, LinearPrice price)
                throws InterruptedException {
            char[] tried = codes.clone();
            List<Integer> which = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                int place = pair * dimensions + dimension;
                int soFar = codes[place] - begun[place];
                int code = codes[place] + (soFar == 0 ? step * ways[place] : Integer.signum(soFar));
                if (code != codes[place] && code >= 0 && code <= greatest) {
                    tried[place] = (char) code;
                    which.add(pair);
                }
            }
            List<Distortion> got = each(tried, which);
            for (int i = 0; i < which.size(); i++) {
                int pair = which.get(i);
                if (price.of(got.get(i)) < price.of(costs.get(pair))) {
                    int place = pair * dimensions + dimension;
                    codes[place] = tried[place];
                    costs.set(pair, got.get(i));
                }
            }
        }

        private List<Distortion> each(char[] tried, List<Integer> which) throws InterruptedException {
            LatentTrack track = content.latents().with(tried);
            int total = settings.rounds() * dimensions * steps.length;
            int done = round * dimensions * steps.length + sweep;
            context.progress().update(NAME, done, total);
            return search.each(content.withLatents(track), which, finishedPairs -> {});
        }

        /** All pairs, and the bytes of the section that this stage changes. */
        private Measurement measure(char[] tried) throws InterruptedException {
            LatentTrack track = content.latents().with(tried);
            return measure.measure(
                    content.withLatents(track), LatentCoder.encode(track).length, measure.allPairs(), done -> {});
        }

        private void save() throws IOException, InterruptedException {
            context.checkpoint().keep(new State(round, sweep, finished, begun, codes));
        }
    }

    /** What a checkpoint has of a run. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    private record State(int round, int sweep, boolean finished, char[] begun, char[] codes) {}
}
