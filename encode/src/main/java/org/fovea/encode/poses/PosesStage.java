package org.fovea.encode.poses;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.WorkIdentity;
import org.fovea.encode.pipeline.Encoding;
import org.fovea.encode.pipeline.Stage;
import org.fovea.encode.pipeline.StageContext;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;

/**
 * Finds for each pair the pose that makes the pose network answer as on the original, then columns, steps and codes for which pose term and bytes
 * together are least. Where poses go through the renderer's network, it begins at the poses that the archive has; else at zero, at the archive's or at
 * the neighbour's, whichever is best. Frames are drawn by the decoder's renderer and rounded, so that what counts is what a score will see.
 */
public final class PosesStage implements Stage {
    private static final String NAME = "poses";

    /** Pairs that one task handles, each starting at what the one before it has found. */
    private static final int RUN = 8;

    /** Tasks between two checkpoints. */
    private static final int BATCH = 4;

    private static final int CANDIDATE_SWEEPS = 4;

    private final PosesSettings settings;

    /** A stage. */
    public PosesStage(PosesSettings settings) {
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
        private final MaskTensor masks;
        private final int pairs;
        private final boolean learnt;
        private final double bitPrice;
        private final double[] units;
        private final PosesState state;

        Run(Encoding given, StageContext context) throws IOException {
            this.given = given;
            this.context = context;
            content = given.content();
            masks = MaskTensor.of(content.masks());
            pairs = content.header().pairs();
            learnt = content.header().rendererFamily().poseMatrix().isPresent();
            bitPrice = context.pointsPerByte() / 8;
            units = PoseUnits.of(content);
            String identity = WorkIdentity.of(given, context, settings.toString());
            Optional<byte[]> saved = context.checkpoint().load();
            Optional<PosesState> resumed =
                    saved.isPresent() ? PosesState.parse(saved.get(), identity) : Optional.empty();
            state = resumed.orElseGet(() -> new PosesState(identity));
        }

        Encoding run() throws IOException, InterruptedException {
            findPoses();
            double[] costs =
                    state.before.stream().mapToDouble(Double::doubleValue).toArray();
            double termBefore = term(costs);
            int bytesBefore = PoseCoder.encode(content.poses()).length;
            double pointsBefore = termBefore + bytesBefore * context.pointsPerByte();
            findCodes();
            PosesState.Found found = state.best.orElseThrow();
            int bytes = PoseCoder.encode(found.track()).length;
            double term = term(found.models());
            double points = term + bytes * context.pointsPerByte();
            RendererContent changed = withPoses(found.track());
            boolean better = points < pointsBefore && segmentationAllows(changed, pointsBefore - points);
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "poses: %d bytes and pose term %.5f before, %d bytes (%d columns) and %.5f after%s",
                            bytesBefore,
                            termBefore,
                            bytes,
                            found.track().columns().size(),
                            term,
                            better ? "" : "; the poses stay as they were"));
            context.log().metrics(NAME, 0, metrics(termBefore, bytesBefore));
            context.log().metrics(NAME, 1, better ? metrics(term, bytes) : metrics(termBefore, bytesBefore));
            return better ? given.with(changed) : given;
        }

        private Map<String, Double> metrics(double term, int bytes) {
            return Map.of("pose", term, "poseBytes", (double) bytes, "points", term + bytes * context.pointsPerByte());
        }

        private RendererContent withPoses(PoseTrack track) {
            return new RendererContent(
                    content.header(), content.masks(), content.weights(), track, content.tiles(), content.router());
        }

        private double term(double[] costs) {
            return Math.sqrt(10 * Arrays.stream(costs).sum() / costs.length);
        }

        private double term(List<LinearPose> models) {
            return term(models.stream().mapToDouble(LinearPose::cost).toArray());
        }

        private void save() throws IOException, InterruptedException {
            context.checkpoint().save(state.toBytes());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        /** A model of a pair and the distortion that it had before. */
        private record Located(LinearPose model, double before) {}

        private void findPoses() throws IOException, InterruptedException {
            while (state.models.size() < pairs) {
                int first = state.models.size();
                List<Integer> runs = IntStream.range(0, BATCH)
                        .map(i -> first + i * RUN)
                        .filter(start -> start < pairs)
                        .boxed()
                        .toList();
                List<List<Located>> found = EachPair.of(
                        runs,
                        context.threads(),
                        start -> locate(start, Math.min(start + RUN, pairs)),
                        done -> context.progress().update(NAME, Math.min(pairs, first + done * RUN), pairs));
                for (Located located : found.stream().flatMap(List::stream).toList()) {
                    state.models.add(located.model());
                    state.before.add(located.before());
                }
                save();
            }
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "poses: pose term %.5f with the poses found, %.5f before",
                            term(state.models),
                            term(state.before.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())));
        }

        private List<Located> locate(int start, int end) {
            List<Located> all = new ArrayList<>();
            double[] widths = units;
            LinearPose last = null;
            try (PoseError error = error()) {
                for (int pair = start; pair < end; pair++) {
                    int here = pair;
                    LevenbergMarquardt.Residuals residuals = pose -> error.at(here, pose);
                    double[] pose = StepSearch.wide(content.poses().pose(pair));
                    double[] known = residuals.at(pose);
                    double before = LeastSquares.squares(known);
                    List<double[]> others = new ArrayList<>();
                    if (!learnt && settings.trials() > 0) {
                        others.add(new double[pose.length]);
                        if (last != null) {
                            others.add(last.pose());
                        }
                    }
                    for (double[] other : others) {
                        if (!Arrays.equals(other, pose)) {
                            double[] there = residuals.at(other);
                            if (LeastSquares.squares(there) < LeastSquares.squares(known)) {
                                known = there;
                                pose = other;
                            }
                        }
                    }
                    boolean fresh = last == null;
                    if (fresh) {
                        LinearPose rough = new LevenbergMarquardt(units, 0, 0).linear(residuals, pose, known);
                        widths = widths(rough);
                    }
                    LevenbergMarquardt search = new LevenbergMarquardt(widths, enough(), settings.trials());
                    LinearPose model = fresh
                            ? search.linear(residuals, pose, known)
                            : new LinearPose(pose, known, last.jacobian());
                    LinearPose found = search.minimise(residuals, model, fresh);
                    last = search.linear(residuals, found.pose(), found.residuals());
                    all.add(new Located(last, before));
                }
            }
            return all;
        }

        private PoseError error() {
            return new PoseError(context.evaluators().pose(), given.look(), content, masks);
        }

        /** A distortion far below the one at which bytes and distortion balance. */
        private double enough() {
            double term = context.evaluators().pose().counted() * pairs * bitPrice / StrictMath.log(2);
            return term * term / 100;
        }

        /** Widths of finite differences that change the answer by a tenth of what it changes from pair to pair in the original. */
        private double[] widths(LinearPose model) {
            double[] scale = PoseError.scale(context.evaluators().pose());
            double motion = 0;
            List<float[]> poses = given.look().poses();
            for (int pair = 1; pair < pairs; pair++) {
                for (int i = 0; i < scale.length; i++) {
                    double step = scale[i] * ((double) poses.get(pair)[i] - poses.get(pair - 1)[i]);
                    motion += step * step / pairs;
                }
            }
            double target = Math.max(0.1 * Math.sqrt(motion), 1e-4);
            double[] widths = units.clone();
            for (int i = 0; i < widths.length; i++) {
                double effect = 0;
                for (double[] row : model.jacobian()) {
                    effect += row[i] * row[i];
                }
                double change = Math.sqrt(effect) * units[i];
                widths[i] *= change == 0 ? 1 : Math.clamp(target / change, 1.0 / 16, 16);
            }
            return widths;
        }

        private void findCodes() throws IOException, InterruptedException {
            while (state.rounds < settings.rounds()) {
                codesRound();
                state.rounds++;
                save();
            }
            if (state.rounds == settings.rounds() && settings.candidates() > 1) {
                candidates(state.best.orElseThrow());
                state.rounds++;
                save();
            }
        }

        private void codesRound() throws InterruptedException {
            List<LinearPose> models = state.last.map(PosesState.Found::models).orElse(state.models);
            StepSearch search = new StepSearch(models, bitPrice, state.rough, distrust());
            boolean first = state.last.isEmpty();
            int[] sizes = first ? search.firstSizes() : state.last.get().sizes();
            List<double[]> start = models.stream().map(LinearPose::pose).toList();
            StepSearch.Plan plan = search.improve(search.plan(sizes, start), first ? settings.stepRounds() : 1);
            List<LinearPose> moved = evaluate(models, plan.track());
            double unseen = 0;
            double moves = 0;
            double effect = 0;
            double[] effects = effects();
            for (int pair = 0; pair < pairs; pair++) {
                double[] expected = models.get(pair).at(moved.get(pair).pose());
                for (int i = 0; i < units.length; i++) {
                    double move = (moved.get(pair).pose()[i] - models.get(pair).pose()[i]) / units[i];
                    moves += move * move / pairs;
                    double changed =
                            moved.get(pair).pose()[i] - models.get(pair).pose()[i];
                    effect += effects[i] * changed * changed / pairs;
                }
                for (int i = 0; i < expected.length; i++) {
                    double miss = moved.get(pair).residuals()[i] - expected[i];
                    unseen += miss * miss / pairs;
                }
            }
            double points = term(moved) + bitPrice * PoseCoder.bits(plan.track());
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "poses: round %d, %d columns, %.0f bits, pose term %.5f, %.5f points (%.5f expected)",
                            state.rounds + 1,
                            plan.track().columns().size(),
                            PoseCoder.bits(plan.track()),
                            term(moved),
                            points,
                            plan.points()));
            PosesState.Found found = new PosesState.Found(plan.track(), moved, plan.sizes(), points);
            state.last = Optional.of(found);
            // Misses of small moves are rounding, those of large ones the fault of the models.
            double far = moves / (1 + moves);
            state.rough = (1 - far) * unseen;
            state.distrust = Math.max(state.distrust / 2, far * unseen / Math.max(effect, 1e-12));
            if (state.best.isEmpty() || points < state.best.get().points()) {
                state.best = Optional.of(found);
            }
        }

        /** What each dimension does to the residuals, squared, on average over the pairs. */
        private double[] effects() {
            double[] effects = new double[units.length];
            for (LinearPose model : state.models) {
                for (double[] row : model.jacobian()) {
                    for (int i = 0; i < effects.length; i++) {
                        effects[i] += row[i] * row[i] / pairs;
                    }
                }
            }
            return effects;
        }

        private double[] distrust() {
            return Arrays.stream(effects())
                    .map(effect -> effect * state.distrust)
                    .toArray();
        }

        /** Real residuals at the poses of a track. */
        private List<LinearPose> evaluate(List<LinearPose> models, PoseTrack track) throws InterruptedException {
            return eachPair((error, pair) -> {
                double[] pose = StepSearch.wide(track.pose(pair));
                return models.get(pair).moved(pose, error.at(pair, pose), units);
            });
        }

        private interface PairTask<T> {
            T of(PoseError error, int pair);
        }

        private <T> List<T> eachPair(PairTask<T> task) throws InterruptedException {
            List<Integer> runs =
                    IntStream.range(0, Math.ceilDiv(pairs, RUN)).boxed().toList();
            Function<Integer, List<T>> work = run -> {
                List<T> results = new ArrayList<>();
                try (PoseError error = error()) {
                    for (int pair = run * RUN; pair < Math.min(pairs, (run + 1) * RUN); pair++) {
                        results.add(task.of(error, pair));
                    }
                }
                return results;
            };
            return EachPair.of(runs, context.threads(), work::apply, done -> {}).stream()
                    .flatMap(List::stream)
                    .toList();
        }

        /** Codes of a pair and what they really give. */
        private record Candidate(ClosestPoints.Point point, LinearPose model) {}

        /** Line search of single values, but of all values of a pair at once: draws the likeliest codes of each pair and keeps the best. */
        private void candidates(PosesState.Found best) throws InterruptedException {
            StepSearch plans = new StepSearch(best.models(), bitPrice, 0, new double[units.length]);
            int[] dimensions = IntStream.range(0, best.sizes().length)
                    .filter(i -> best.sizes()[i] != StepSearch.ABSENT)
                    .toArray();
            if (dimensions.length == 0) {
                return;
            }
            float[] steps = new float[dimensions.length];
            for (int j = 0; j < steps.length; j++) {
                steps[j] = StepSearch.step(best.sizes()[dimensions[j]]);
            }
            double mean = best.models().stream().mapToDouble(LinearPose::cost).sum() / pairs;
            double price = plans.distortionPrice(mean);
            CodeSearch search = new CodeSearch(
                    best.models(),
                    dimensions,
                    steps,
                    StepSearch.poses(best.track()),
                    price,
                    bitPrice,
                    new double[units.length]);
            search.fit();
            List<List<Candidate>> all =
                    eachPair((error, pair) -> search.candidates(pair, settings.candidates()).stream()
                            .map(point -> {
                                double[] pose = new double[units.length];
                                for (int j = 0; j < dimensions.length; j++) {
                                    pose[dimensions[j]] = (float) ((double) point.numbers()[j] * steps[j]);
                                }
                                LinearPose model = best.models().get(pair);
                                return new Candidate(
                                        point,
                                        Arrays.equals(pose, model.pose())
                                                ? model
                                                : model.moved(pose, error.at(pair, pose), units));
                            })
                            .toList());
            List<LinearPose> models = new ArrayList<>(best.models());
            for (int sweep = 0; sweep < CANDIDATE_SWEEPS; sweep++) {
                search.fit();
                for (int pair = 0; pair < pairs; pair++) {
                    double least = price * models.get(pair).cost();
                    Candidate chosen = null;
                    for (Candidate candidate : all.get(pair)) {
                        double points = price * candidate.model().cost()
                                + search.priceOf(pair, candidate.point().numbers());
                        if (points < least) {
                            least = points;
                            chosen = candidate;
                        }
                    }
                    if (chosen != null) {
                        search.set(
                                pair,
                                Arrays.stream(chosen.point().numbers())
                                        .asDoubleStream()
                                        .toArray());
                        models.set(pair, chosen.model());
                    }
                }
            }
            PoseTrack track = search.track();
            double points = term(models) + bitPrice * PoseCoder.bits(track);
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "poses: single values, %.0f bits, pose term %.5f, %.5f points",
                            PoseCoder.bits(track),
                            term(models),
                            points));
            if (points < best.points()) {
                state.best = Optional.of(new PosesState.Found(track, models, best.sizes(), points));
            }
        }

        /** Where the segmentation network sees the frame that poses move, both are measured. */
        private boolean segmentationAllows(RendererContent changed, double gain) throws InterruptedException {
            FrameChoice seen = context.evaluators().segmentation().frames();
            boolean sees = false;
            try (PairDrawer old = new PairDrawer(content, masks);
                    PairDrawer now = new PairDrawer(changed, masks)) {
                for (int pair : new int[] {0, pairs / 2, pairs - 1}) {
                    FramePair a = old.draw(pair);
                    FramePair b = now.draw(pair);
                    sees |= seen != FrameChoice.SECOND && !Arrays.equals(a.first(), b.first());
                    sees |= seen != FrameChoice.FIRST && !Arrays.equals(a.second(), b.second());
                }
            }
            if (!sees) {
                return true;
            }
            ArchiveMeasure measure =
                    new ArchiveMeasure(context.evaluators(), given.look(), context.originalBytes(), context.threads());
            List<Integer> all = measure.allPairs();
            double old = measure.measure(content, 0, all, done -> {}).segmentationTerm();
            double now = measure.measure(changed, 0, all, done -> {}).segmentationTerm();
            return now - old < gain;
        }
    }
}
