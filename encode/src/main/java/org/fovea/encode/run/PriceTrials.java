package org.fovea.encode.run;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.profile.Profile;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Makes an archive that keeps a target: a run at the objective's own price of a byte, then its later stages again at
 * other prices, from the archive that its training has left. Each of these trials is a run of its own in the folder
 * {@code trials} of the run directory, named by its price, so that it goes on where it was broken off and no price is
 * tried twice, whatever the target.
 */
public final class PriceTrials {
    private static final String STAGE = "target";
    private static final String TARGET = STAGE + ".json";

    private final RunDirectory directory;
    private final Profile profile;
    private final Target target;
    private final int most;
    private final EncodeRun.Inputs inputs;
    private final RunWatcher watcher;

    /**
     * Trials in a directory that was opened for the run.
     *
     * @param most trials in all, 1 or more
     * @param inputs with the objective's own formula
     * @throws IllegalArgumentException where the profile has nothing that follows a price, see
     *     {@link Profile#afterTraining}
     */
    public PriceTrials(
            RunDirectory directory,
            Profile profile,
            Target target,
            int most,
            EncodeRun.Inputs inputs,
            RunWatcher watcher) {
        if (most < 1 || profile.afterTraining().isEmpty()) {
            throw new IllegalArgumentException("nothing to try");
        }
        this.directory = directory;
        this.profile = profile;
        this.target = target;
        this.most = most;
        this.inputs = inputs;
        this.watcher = watcher;
    }

    /**
     * What was taken.
     *
     * @param archive a file of the run directory
     * @param choice why
     * @param stages that made it
     * @param original with the ground truth
     */
    public record Taken(Path archive, PriceChoice choice, List<FinishedStage> stages, TruthSource original) {}

    /** A trial, and the files that it left. */
    private record Made(PriceTrial trial, Path archive, List<FinishedStage> stages) {}

    /**
     * Makes what is not made yet, and takes the best.
     *
     * @throws IOException where the clip cannot be read or the disk is full; what is finished and saved stays
     * @throws InterruptedException where the calling thread is interrupted
     */
    public Taken run() throws IOException, InterruptedException {
        EncodeRun first = new EncodeRun(directory, profile, inputs, watcher);
        long begin = ProcessorTime.nanos();
        Path archive = first.run();
        TruthSource original = first.original();
        List<Made> made = new ArrayList<>();
        double own = inputs.formula().rate();
        made.add(new Made(result(original, own, archive, begin), archive, directory.finished()));
        told(1, made.getLast().trial());
        PriceSearch search = new PriceSearch(target, most);
        for (OptionalDouble rate = search.next(trials(made)); rate.isPresent(); rate = search.next(trials(made))) {
            made.add(trial(original, rate.getAsDouble()));
            told(made.size(), made.getLast().trial());
        }
        PriceChoice choice = PriceChoice.of(target, trials(made));
        directory.log().line(choice.why());
        directory.write(TARGET, (Json.of(choice) + "\n").getBytes(StandardCharsets.UTF_8));
        Made best = made.get(choice.trials().indexOf(target.best(choice.trials())));
        return new Taken(best.archive(), choice, best.stages(), original);
    }

    private static List<PriceTrial> trials(List<Made> made) {
        return made.stream().map(Made::trial).toList();
    }

    /** The later stages again at another price. */
    private Made trial(TruthSource original, double rate) throws IOException, InterruptedException {
        long begin = ProcessorTime.nanos();
        int trained = profile.stages().size() - profile.afterTraining().size();
        FinishedStage from = directory.finished().get(trained);
        Profile later = profile.again();
        RunIdentity own = directory.identity();
        RunIdentity identity = new RunIdentity(
                own.clip(),
                own.firstPair(),
                own.pairs(),
                own.originalBytes(),
                own.evaluators(),
                later.hash() + " at a rate of " + rate,
                from.sha256());
        EncodeRun.Inputs at = new EncodeRun.Inputs(
                original,
                inputs.originalBytes(),
                inputs.threads(),
                Optional.of(ArchiveBytes.read(directory.archiveBytes(from))),
                inputs.formula().withRate(rate));
        Path folder = folder().resolve(name(rate));
        try (RunDirectory nested = RunDirectory.open(folder, identity, RunDirectory.Start.RESUME)) {
            String title = "at a rate of " + text(rate);
            Path archive = new EncodeRun(nested, later, at, new QuietWatcher(watcher, title)).run();
            List<FinishedStage> stages = new ArrayList<>(directory.finished().subList(0, trained + 1));
            stages.addAll(nested.finished().subList(1, nested.finished().size()));
            return new Made(result(original, rate, archive, begin), archive, stages);
        }
    }

    private Path folder() {
        return directory.path().resolve(ProfileTrials.TRIALS);
    }

    private static String name(double rate) {
        return "rate-" + text(rate);
    }

    private static String text(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    /** What an archive comes to on all pairs; measured once. */
    private PriceTrial result(TruthSource original, double rate, Path archive, long begin)
            throws IOException, InterruptedException {
        Path file = folder().resolve(name(rate) + ".json");
        if (Files.exists(file)) {
            return ProfileTrials.read(file, PriceTrial.class);
        }
        byte[] bytes = Files.readAllBytes(archive);
        ArchiveContent content = ArchiveBytes.read(bytes);
        GroundTruth truth = original.truth().orElseThrow();
        List<Integer> all = IntStream.range(0, truth.pairs()).boxed().toList();
        ScoreFormula formula = inputs.formula();
        Measurement found = new ArchiveMeasure(
                        original.networks(), formula, truth, inputs.originalBytes(), inputs.threads())
                .measure(content, bytes.length, all, done -> watcher.update("measure", done, all.size()));
        PriceTrial trial = new PriceTrial(
                rate, bytes.length, found.score().withoutRate(), found.score(), (ProcessorTime.nanos() - begin) / 1e9);
        AtomicFile.write(file, (Json.of(trial) + "\n").getBytes(StandardCharsets.UTF_8));
        return trial;
    }

    private void told(int number, PriceTrial trial) {
        String line = String.format(
                Locale.ROOT,
                "trial %d, rate %s: %,d bytes, loss %.4f, target %s",
                number,
                trial.rate(),
                trial.bytes(),
                trial.loss(),
                target.reached(trial.bytes(), trial.loss()) ? "reached" : "not reached");
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rate", trial.rate());
        values.put("bytes", (double) trial.bytes());
        values.put("loss", trial.loss());
        directory.log().ofStage("00-" + STAGE, watcher).line(line);
        directory.log().ofStage("00-" + STAGE, watcher).metrics(STAGE, number, values);
    }
}
