package org.fovea.encode.run;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.io.ProgressListener;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Deadline;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.profile.Profile;

/**
 * Makes an archive that keeps a target: a run at the objective's own price of a byte, then its later stages again at
 * other prices, from the archive that its training has left. Each of these trials is a run of its own in the folder
 * {@code trials} of the run directory, named by its price, so that it goes on where it was broken off and no price is
 * tried twice, whatever the target.
 *
 * @param most trials in all, 1 or more
 */
public record PriceTrials(RunDirectory directory, RunWatcher watcher, Target target, int most) {
    private static final String STAGE = "target";
    private static final String TARGET = STAGE + ".json";

    /** A trial, and the files that it left. */
    private record Made(PriceTrial trial, Path archive, List<FinishedStage> stages) {}

    /**
     * Makes what is not made yet, and takes the best.
     *
     * @param before with the objective's own formula
     * @throws IllegalArgumentException where the profile has nothing that follows a price, see
     *     {@link Profile#afterTraining}
     */
    public RunState run(RunState before) throws IOException, InterruptedException {
        if (most < 1 || before.profile().afterTraining().isEmpty()) {
            throw new IllegalArgumentException("nothing to try");
        }
        long begin = ProcessorTime.nanos();
        RunState first =
                EncodeRun.run(directory, watcher, before.by(firstEnd(before))).by(before.end());
        double own = first.inputs().formula().rate();
        Path archive = first.archive().orElseThrow();
        List<Made> made = new ArrayList<>();
        made.add(new Made(result(first.inputs(), own, archive, begin), archive, first.stages()));
        told(1, made.getLast().trial());
        PriceSearch search = new PriceSearch(target, most);
        for (OptionalDouble rate = search.next(trials(made));
                rate.isPresent() && timeFor(first, made);
                rate = search.next(trials(made))) {
            made.add(trial(first, rate.getAsDouble()));
            told(made.size(), made.getLast().trial());
        }
        PriceChoice choice = PriceChoice.of(target, trials(made));
        directory.log().line(choice.why());
        directory.document(TARGET, choice);
        watcher.decided(choice.why());
        Made best = made.get(choice.trials().indexOf(target.best(choice.trials())));
        return first.made(first.inputs().original(), best.archive(), best.stages())
                .priced(choice);
    }

    /** The first run leaves time for those at other prices. */
    private Deadline firstEnd(RunState before) {
        Deadline end = before.end();
        if (!end.exists()) {
            return end;
        }
        Forecast forecast = Forecast.of(before);
        double first = forecast.seconds(before.profile());
        double later = (most - 1) * forecast.seconds(before.profile().again());
        return Deadline.in(end.left() * first / (first + later), end.clock());
    }

    /** Whether there is time for half of what the last trial took, which the stages of the next one then keep. */
    private boolean timeFor(RunState first, List<Made> made) {
        double seconds = made.getLast().stages().stream()
                .skip(1
                        + (long) first.profile().stages().size()
                        - first.profile().afterTraining().size())
                .mapToDouble(FinishedStage::seconds)
                .sum();
        boolean time = first.end().left() > seconds / 2;
        if (!time) {
            watcher.decided("no time for another trial of a price");
        }
        return time;
    }

    private static List<PriceTrial> trials(List<Made> made) {
        return made.stream().map(Made::trial).toList();
    }

    /** The later stages again at another price. */
    private Made trial(RunState first, double rate) throws IOException, InterruptedException {
        Profile profile = first.profile();
        EncodeRun.Inputs inputs = first.inputs();
        long begin = ProcessorTime.nanos();
        int trained = profile.stages().size() - profile.afterTraining().size();
        FinishedStage from = directory.finished().get(trained);
        Profile later = profile.again();
        RunIdentity identity = directory.identity().with(later.hash() + " at a rate of " + rate, from.sha256());
        EncodeRun.Inputs at = inputs.at(
                ArchiveBytes.read(directory.archiveBytes(from), inputs.weightBase(), ProgressListener.NONE),
                inputs.formula().withRate(rate));
        Path folder = directory.path().resolve(name(rate));
        try (RunDirectory nested = RunDirectory.open(folder, identity, RunDirectory.Start.RESUME)) {
            String title = "at a rate of " + text(rate);
            RunState again = RunState.begin(later, at).by(first.end()).known(at, first.costs());
            Path archive = EncodeRun.archive(nested, again, new QuietWatcher(watcher, title));
            List<FinishedStage> stages = new ArrayList<>(directory.finished().subList(0, trained + 1));
            stages.addAll(nested.finished().subList(1, nested.finished().size()));
            return new Made(result(inputs, rate, archive, begin), archive, stages);
        }
    }

    private static String name(double rate) {
        return ProfileTrials.TRIALS + "/rate-" + text(rate);
    }

    private static String text(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    /** What an archive comes to on all pairs; measured once. */
    private PriceTrial result(EncodeRun.Inputs inputs, double rate, Path archive, long begin)
            throws IOException, InterruptedException {
        String name = name(rate) + ".json";
        Optional<PriceTrial> known = directory.document(name, PriceTrial.class);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] bytes = Files.readAllBytes(archive);
        ArchiveContent content = ArchiveBytes.read(bytes, inputs.weightBase(), ProgressListener.NONE);
        Measurement found =
                inputs.measured(content, bytes.length, inputs.truth().pairs(), watcher);
        PriceTrial trial = new PriceTrial(
                rate, bytes.length, found.score().withoutRate(), found.score(), (ProcessorTime.nanos() - begin) / 1e9);
        directory.document(name, trial);
        return trial;
    }

    private void told(int number, PriceTrial trial) {
        EncodeLog log = directory.log().ofStage("00-" + STAGE, watcher);
        String reached = target.reached(trial.bytes(), trial.loss()) ? "reached" : "not reached";
        log.line(
                "trial %d, rate %s: %,d bytes, loss %.4f, target %s",
                number, trial.rate(), trial.bytes(), trial.loss(), reached);
        log.metrics(STAGE, number, Map.of("rate", trial.rate(), "bytes", (double) trial.bytes(), "loss", trial.loss()));
    }
}
