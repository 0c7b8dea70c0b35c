package org.fovea.encode.hop;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.measure.WorkIdentity;

/**
 * Goes over several stages again and again: weights are trained on a little, masks or latent codes follow them, poses
 * follow both. A stage by itself may lose, since what depends on it does not suit it yet; so a round is judged as a
 * whole, by the score of all pairs and bytes, and undone as a whole. The first round that is undone is the last.
 */
public final class HopStage implements Stage {
    private static final String NAME = "hop";

    /** Every round draws its steps anew; beyond 32 bits, where no profile's seed lies. */
    private static final long SEED_OF_A_ROUND = 1L << 32;

    private final HopSettings settings;
    private final LongSupplier processorTime;

    /** A stage with these settings, which asks the system for the processor time of this process. */
    public HopStage(HopSettings settings) {
        this(settings, ProcessorTime::nanos);
    }

    /** @param processorTime nanoseconds so far */
    HopStage(HopSettings settings, LongSupplier processorTime) {
        this.settings = settings;
        this.processorTime = processorTime;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sight sight() {
        return Sight.PAIRS;
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        return new Run(before, context).run();
    }

    private final class Run {
        private final Encoding given;
        private final StageContext context;
        private final ArchiveMeasure measure;
        private final List<HopSettings.Part> parts;
        private final HopState state;
        private long countedFrom;

        Run(Encoding given, StageContext context) throws IOException, InterruptedException {
            this.given = given;
            this.context = context;
            RendererContent content = given.content();
            measure = ArchiveMeasure.of(context, given.truth());
            parts = settings.stages().stream()
                    .filter(part -> part.suits(content))
                    .toList();
            countedFrom = processorTime.getAsLong();
            String identity = WorkIdentity.of(given, context, settings.toString());
            Optional<byte[]> saved = context.checkpoint().load();
            Optional<HopState> resumed = saved.isPresent() ? HopState.parse(saved.get(), identity) : Optional.empty();
            if (resumed.isPresent()) {
                state = resumed.get();
            } else {
                state = new HopState(identity, measured(packed(content, MaskEffort.FAST)));
                row(0, state.kept, true, 0);
                save();
            }
        }

        Encoding run() throws IOException, InterruptedException {
            while (!state.ended && state.rounds < settings.rounds()) {
                round();
            }
            return given.with(read(state.kept.archive()));
        }

        private void round() throws IOException, InterruptedException {
            int round = state.rounds + 1;
            while (state.parts < parts.size()) {
                Encoding input = given.with(read(state.current));
                ArchiveContent made = parts.get(state.parts)
                        .stage(settings)
                        .run(input, context(round))
                        .archive();
                state.endPart(packed(made, MaskEffort.FAST));
                save();
            }
            HopState.Kept now = measured(state.current);
            decide(round, now);
        }

        /** Keeps the round or not, and says whether another one may follow. */
        private void decide(int round, HopState.Kept now) throws IOException, InterruptedException {
            HopState.Kept old = state.kept;
            count();
            double minutes = state.seconds / 60;
            double gain = old.score().total() - now.score().total();
            boolean better = gain > 0;
            boolean little = gain < settings.leastGain() || gain < settings.leastGainPerMinute() * minutes;
            String what = "kept";
            if (!better) {
                what = "undone, and the last round";
            } else if (little) {
                what = "kept, the last round because it gained too little";
            }
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "hop: round %d, %,d bytes, score %.5f = segmentation %.5f + pose %.5f + rate %.5f, "
                                    + "%.5f before;"
                                    + " %.1f minutes of processor time, %.6f points a minute; %s",
                            round,
                            now.bytes(),
                            now.score().total(),
                            now.score().segmentation(),
                            now.score().pose(),
                            now.score().rate(),
                            old.score().total(),
                            minutes,
                            gain / minutes,
                            what));
            row(round, now, better, minutes);
            state.endRound(better ? now : old, !better || little);
            save();
        }

        private void row(int round, HopState.Kept measured, boolean kept, double minutes) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("bytes", (double) measured.bytes());
            values.put("segmentation", measured.score().segmentation());
            values.put("pose", measured.score().pose());
            values.put("rate", measured.score().rate());
            values.put("score", measured.score().total());
            values.put("kept", kept ? 1.0 : 0.0);
            values.put("minutes", minutes);
            context.log().metrics(NAME, round, values);
        }

        private ArchiveContent read(byte[] archive) {
            return ArchiveBytes.read(
                    archive, (done, total) -> context.progress().update("hop: read", done, total));
        }

        private byte[] packed(ArchiveContent content, MaskEffort effort) {
            return ArchiveBytes.of(
                    content, effort, (done, total) -> context.progress().update("hop: pack", done, total));
        }

        private HopState.Kept measured(byte[] archive) throws InterruptedException {
            ArchiveContent content = read(archive);
            long bytes = packed(content, settings.masks().effort()).length;
            int all = given.truth().pairs();
            Measurement costs = measure.measure(
                    content,
                    bytes,
                    measure.allPairs(),
                    done -> context.progress().update("hop: measure", done, all));
            return new HopState.Kept(archive, bytes, costs.score());
        }

        /**
         * For a stage of a round: its checkpoint is a part of this one's, its figures are told beside those of other
         * rounds.
         */
        private StageContext context(int round) {
            EncodeLog log = new EncodeLog() {
                @Override
                public void line(String text) {
                    context.log().line("round " + round + ", " + text);
                }

                @Override
                public void metrics(String stage, long step, Map<String, Double> values) {
                    context.log().metrics(round + "-" + stage, step, values);
                }
            };
            String task = "round " + round + ", ";
            return context.withSeed(context.seed() + round * SEED_OF_A_ROUND)
                    .withCheckpoint(new Inner())
                    .toldTo(log, (stage, done, total) -> context.progress().update(task + stage, done, total));
        }

        /** What a stage of the round saves, within what this stage saves. */
        private final class Inner implements Checkpoint {
            @Override
            public Optional<byte[]> load() {
                return state.inner;
            }

            @Override
            public void save(byte[] saved) throws IOException {
                state.inner = Optional.of(saved.clone());
                count();
                context.checkpoint().save(state.toBytes());
            }
        }

        private void count() {
            long now = processorTime.getAsLong();
            state.seconds += (now - countedFrom) / 1e9;
            countedFrom = now;
        }

        private void save() throws IOException, InterruptedException {
            count();
            context.checkpoint().save(state.toBytes());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
