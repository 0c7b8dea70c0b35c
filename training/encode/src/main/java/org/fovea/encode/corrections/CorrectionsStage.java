package org.fovea.encode.corrections;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileCoder;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PairInputs;
import org.fovea.encode.measure.PixelWorth;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.poses.PosesStage;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.score.Distortion;

/**
 * Looks for edits of tiles and of whole frames that gain more than their bytes cost. Everything is tried on a few pairs
 * first and the useful kinds on all; a kind stays where the clip as a whole is better off with it, and all of it only
 * where a measurement of all pairs says so.
 *
 * @param poses how poses are fitted again afterwards, where {@link CorrectionsSettings#refitPoses} says so: as the
 *     profile's poses stage does
 */
public record CorrectionsStage(CorrectionsSettings settings, PosesSettings poses) implements Stage {
    /** Bytes that a section takes besides its content. */
    static final int SECTION = 7;

    private static final String NAME = "corrections";

    /** Pairs between two checkpoints. */
    private static final int BATCH = 8;

    /**
     * Trying all edits on a pair of the sample takes about as long as trying the chosen ones on this number of pairs.
     */
    private static final int SAMPLE_WORK = 6;

    /** One pair of so many is in the sample, so that its cost follows the clip's length. */
    private static final int SAMPLED = 4;

    /** Bits of an edit of a tile, before it is known how many there are. */
    private static final double TILE_BITS = 12;

    @Override
    public Sight sight() {
        return Sight.PAIRS;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        return new Run(before, context).run();
    }

    private final class Run {
        private final Encoding given;
        private final RendererContent content;
        private final StageContext context;
        private final PairInputs inputs;
        private final int pairs;
        private final boolean refit;
        private final PixelWorth worth;
        private final ArchiveMeasure measure;
        private final EvaluatorPair searching;
        private final CorrectionsState state;
        private final List<TileAction> present;
        private final Measurement before;

        /** Points for a pair whose pixels are all wrong. */
        private final double pairPrice;

        private final double pixelPrice;

        /** Points for a pair's pose distortion of 1. */
        private final double posePrice;

        Run(Encoding given, StageContext context) throws IOException, InterruptedException {
            this.given = given;
            this.context = context;
            content = given.content();
            inputs = PairInputs.of(content);
            pairs = content.header().pairs();
            worth = PixelWorth.of(context.evaluators(), given.truth());
            refit = settings.refitPoses()
                    && content.header().rendererFamily().poseMatrix().isEmpty();
            measure = ArchiveMeasure.of(context, given.truth());
            searching = context.evaluators().searching();
            state = context.checkpoint().kept(CorrectionsState.class).orElseGet(CorrectionsState::new);
            present = content.tiles().map(TileActions::actions).orElseGet(List::of);
            before = measure(given);
            // What is tried is small, so that its price is the slope of the terms at what is there.
            pairPrice = context.formula().segmentation().slope(before.mean().segmentation()) / pairs;
            pixelPrice = pairPrice / given.truth().masks().shape().pixels();
            posePrice = refit ? 0 : context.formula().pose().slope(before.mean().pose()) / pairs;
        }

        Encoding run() throws IOException, InterruptedException {
            List<TileSearch.Kept> tiles = tiles();
            Encoding tiled = tiles.isEmpty()
                    ? given
                    : given.with(content.withEdits(
                            Optional.of(new TileActions(TileActions.QZS3, TileChoice.sorted(present, tiles))),
                            content.router()));
            Encoding found = frames(tiled);
            if (found == given) {
                context.log().line("corrections: none pays off");
                report(before);
                return given;
            }
            if (refit) {
                found = new PosesStage(poses).run(found, nested());
            }
            Measurement after = measure(found);
            boolean better = after.score().total() < before.score().total();
            context.log().line("corrections: " + before.comparedWith(after) + (better ? "" : "; not applied"));
            report(better ? after : before);
            return better ? found : given;
        }

        private void report(Measurement after) {
            context.log().metrics(NAME, 0, before.metrics());
            context.log().metrics(NAME, 1, after.metrics());
        }

        /** All pairs, and the bytes of the sections that this stage changes. */
        private Measurement measure(Encoding encoding) throws InterruptedException {
            RendererContent all = encoding.content();
            int bytes = PoseCoder.encode(all.poses()).length;
            bytes += all.tiles()
                    .map(tiles -> SECTION
                            + TileCoder.encode(tiles, pairs, all.header().tiles()).length)
                    .orElse(0);
            bytes += all.router().map(FrameSearch::sectionBytes).orElse(0);
            return measure.measure(all, bytes, measure.allPairs(), done -> {});
        }

        /** What was found for the poses of other edits is of no use. */
        private void save() throws IOException, InterruptedException {
            state.poses = new byte[0];
            context.checkpoint().keep(state);
        }

        /** The poses stage saves within this stage's state. */
        private StageContext nested() {
            Checkpoint checkpoint = new Checkpoint() {
                @Override
                public Optional<byte[]> load() {
                    return state.poses.length == 0 ? Optional.empty() : Optional.of(state.poses);
                }

                @Override
                public void save(byte[] poses) throws IOException {
                    state.poses = poses.clone();
                    context.checkpoint().save(Checkpoint.bytes(state));
                }
            };
            return context.withCheckpoint(checkpoint);
        }

        private List<Integer> sample() {
            int count = Math.min(settings.samplePairs(), Math.ceilDiv(pairs, SAMPLED));
            return IntStream.range(0, count)
                    .map(i -> (int) ((2L * i + 1) * pairs / (2L * count)))
                    .boxed()
                    .toList();
        }

        private <T> List<T> each(
                RendererContent drawn, List<Integer> which, int done, int work, BiFunction<PairJudge, Integer, T> task)
                throws InterruptedException {
            return EachPair.of(
                    which,
                    context.threads(),
                    pair -> {
                        try (PairJudge judge =
                                new PairJudge(searching, given.truth(), worth, drawn, new PairDrawer(drawn, inputs))) {
                            return task.apply(judge, pair);
                        }
                    },
                    finished -> context.progress().update(NAME, done + work * finished, 2 * tilesDone()));
        }

        /** Goes on with all pairs from those that are found; false where there is no time for the rest. */
        private <T> boolean all(
                List<T> found, RendererContent drawn, int before, BiFunction<PairJudge, Integer, T> task)
                throws IOException, InterruptedException {
            while (found.size() < pairs && !context.deadline().passed()) {
                int first = found.size();
                List<Integer> batch = IntStream.range(first, Math.min(pairs, first + BATCH))
                        .boxed()
                        .toList();
                found.addAll(each(drawn, batch, before + SAMPLE_WORK * sample().size() + first, 1, task));
                save();
            }
            return found.size() == pairs;
        }

        /** Progress when all tiles are done. */
        private int tilesDone() {
            return pairs + SAMPLE_WORK * sample().size();
        }

        private List<TileAction> presentIn(int pair) {
            return present.stream().filter(action -> action.pair() == pair).toList();
        }

        private List<TileSearch.Kept> tiles() throws IOException, InterruptedException {
            boolean foreign =
                    content.tiles().isPresent() && content.tiles().get().table() != TileActions.QZS3;
            if (settings.tileEdits() == 0 || foreign) {
                return List.of();
            }
            double pixels = TILE_BITS / 8 * context.pointsPerByte() / pixelPrice;
            TileSearch search = new TileSearch(
                    given.truth().masks().shape(), settings.leastWrong(), pixels, posePrice / pixelPrice);
            if (state.tilePalette.isEmpty()) {
                List<List<TileSearch.TileGains>> gains = each(
                        content,
                        sample(),
                        0,
                        SAMPLE_WORK,
                        (judge, pair) -> search.gains(judge, pair, presentIn(pair), TileSearch.CANDIDATES));
                state.tilePalette = Optional.of(search.palette(gains, TileSearch.CANDIDATES, settings.tileEdits()));
                save();
            }
            int[] palette = state.tilePalette.get();
            if (palette.length == 0) {
                return List.of();
            }
            all(state.tiles, content, 0, (judge, pair) -> {
                List<TileAction> here = presentIn(pair);
                return search.choose(judge, pair, here, search.gains(judge, pair, here, palette), palette);
            });
            return paying();
        }

        private List<TileSearch.Kept> paying() {
            List<TileSearch.Kept> all =
                    state.tiles.stream().flatMap(List::stream).toList();
            TileChoice choice = new TileChoice(pairs, content.header().tiles(), pixelPrice, context.pointsPerByte());
            List<TileSearch.Kept> kept = choice.choose(present, all);
            context.log()
                    .line(
                            "corrections: %d edits of tiles, %d of them pay, %.5f points expected",
                            all.size(), kept.size(), choice.points(present, kept));
            return kept;
        }

        private Encoding frames(Encoding tiled) throws IOException, InterruptedException {
            if (settings.frameEdits() == 0) {
                return tiled;
            }
            RendererContent plain = content.withEdits(tiled.content().tiles(), Optional.empty());
            FrameSearch search =
                    new FrameSearch(pairPrice, posePrice, context.formula(), context.pointsPerByte(), pairs, !refit);
            if (state.framePalette.isEmpty()) {
                int[] all = search.candidates();
                List<List<Distortion>> costs = each(
                        plain,
                        sample(),
                        tilesDone(),
                        SAMPLE_WORK,
                        (judge, pair) -> costs(search, judge, plain, pair, all));
                state.framePalette = Optional.of(search.palette(costs, all, settings.frameEdits()));
                save();
            }
            int[] palette = state.framePalette.get();
            if (palette.length < 2) {
                return tiled;
            }
            if (!all(state.frames, plain, tilesDone(), (judge, pair) -> costs(search, judge, plain, pair, palette))) {
                return tiled; // a choice for some pairs only has no price
            }
            return chosen(search, palette, plain, tiled);
        }

        private List<Distortion> costs(
                FrameSearch search, PairJudge judge, RendererContent drawn, int pair, int[] actions) {
            FrameChoice seen = context.evaluators().segmentation().frames();
            List<TileAction> edits =
                    drawn.tiles().map(tiles -> tiles.ofPair(pair)).orElseGet(List::of);
            FramePair frames = judge.draw(pair, edits);
            return search.costs(judge, pair, frames, seen, actions);
        }

        private Encoding chosen(FrameSearch search, int[] palette, RendererContent plain, Encoding tiled)
                throws InterruptedException {
            FrameSearch.Choice choice = search.choose(state.frames, palette);
            if (Arrays.stream(choice.places()).allMatch(place -> place == 0)) {
                return tiled;
            }
            RendererContent routed =
                    plain.withEdits(plain.tiles(), Optional.of(FrameSearch.actions(palette, choice.places())));
            boolean replaces = content.router().isPresent();
            return !replaces
                            || measure(given.with(routed)).score().total()
                                    < measure(tiled).score().total()
                    ? given.with(routed)
                    : tiled;
        }
    }
}
