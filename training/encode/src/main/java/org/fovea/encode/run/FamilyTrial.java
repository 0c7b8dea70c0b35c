package org.fovea.encode.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Encoding;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.StageContext;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.masks.MasksStage;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.StageChoice;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.train.PretrainSettings;
import org.fovea.encode.train.PretrainStage;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * Tells whether latent numbers or class masks suit a clip, before anything is trained through the networks. A short
 * pre-training says which share of the pixels a renderer of family {@code latent} gives a wrong class: the networks see
 * about as many wrong pixels in the end. What class masks take is known once they are coded, and a renderer that has
 * them errs about as much on every clip. {@code docs/log/training.md} has the figures.
 */
record FamilyTrial(RunDirectory directory, RunWatcher watcher, TrialProfile plan, RunState known) {
    /** Of its checkpoint, which is removed once the choice is kept: until then it may be needed again. */
    static final String LABEL = "00-latent";

    /** Steps of the pre-training. */
    private static final int STEPS = 2000;

    /** Fewer steps tell nothing; then masks are taken, which suit every clip. */
    private static final int LEAST_STEPS = 500;

    /** Most of a run's time that the pre-training may take. */
    private static final double TIME = 0.05;

    /** Exponent by which the share of wrong pixels falls with the steps of a pre-training. */
    private static final double EXPONENT = 0.5;

    /** Share of wrong pixels of a finished renderer over that after its pre-training. */
    private static final double JUDGED = 1.2;

    /** Bytes of a finished archive over those of one whose weights are stored in two bytes each. */
    private static final double QUANTISED = 0.4;

    /** Share of wrong pixels of a finished renderer that has class masks. */
    private static final double MASKED = 0.0035;

    /**
     * What is left to be tried.
     *
     * @param plan the profiles of the family that suits the clip
     * @param why in one sentence; empty where there was no choice or no time
     * @param forecasts of both families, if they were made
     */
    record Outcome(TrialProfile plan, String why, List<Choice.Forecast> forecasts) {
        /** A choice with the reasons for the family before its own. */
        Choice with(Choice choice) {
            return forecasts.isEmpty()
                    ? choice
                    : new Choice(
                            choice.chosen(),
                            why + "; " + choice.why(),
                            choice.candidates().isEmpty() ? forecasts : choice.candidates());
        }
    }

    /** What a plan tries if it is masks that suit the clip; empty where the plan leaves no choice of family. */
    static Optional<TrialProfile> otherwise(TrialProfile plan) {
        boolean choice = first(plan, CompactFamily.ID).isPresent()
                && first(plan, LatentFamily.ID)
                        .flatMap(one -> pretraining(one.profile()))
                        .filter(settings -> settings.steps() >= LEAST_STEPS)
                        .isPresent();
        return choice ? Optional.of(plan.without(LatentFamily.ID)) : Optional.empty();
    }

    /** Decides, where the plan leaves the choice and there is time for it. */
    Outcome outcome() throws IOException, InterruptedException {
        Optional<TrialProfile> masked = otherwise(plan);
        if (masked.isEmpty()
                || !known.inputs().original().networks().segmentation().present()) {
            return new Outcome(plan, "", List.of());
        }
        TrialProfile.Candidate latent = first(plan, LatentFamily.ID).orElseThrow();
        PretrainSettings settings = pretraining(latent.profile()).orElseThrow();
        int whole = settings.steps();
        int steps = steps(latent.profile(), whole);
        if (steps < LEAST_STEPS) {
            return new Outcome(masked.get(), "", List.of());
        }
        long begin = ProcessorTime.nanos();
        double share = (double) steps / whole;
        PretrainStage.Taught taught = taught(latent, settings.withShareOfSteps(share));
        Choice.Forecast numbers = ofNumbers(latent, taught, share, begin);
        Choice.Forecast masks = ofMasks(first(plan, CompactFamily.ID).orElseThrow());
        boolean better = numbers.expected() < masks.expected();
        String wrong = String.format(Locale.ROOT, "%.2f %%", 100 * taught.wrong());
        String why = String.format(
                Locale.ROOT,
                "a pre-training of %,d steps leaves %s of the pixels in a wrong class: about %.2f is expected with "
                        + "latent numbers, %.2f with class masks",
                steps,
                wrong,
                numbers.expected(),
                masks.expected());
        return new Outcome(better ? plan.without(CompactFamily.ID) : masked.get(), why, List.of(numbers, masks));
    }

    private static Optional<TrialProfile.Candidate> first(TrialProfile plan, int family) {
        return plan.candidates().stream()
                .filter(one -> one.profile().renderer().family().id() == family)
                .findFirst();
    }

    private static Optional<PretrainSettings> pretraining(Profile profile) {
        return profile.stages().stream()
                .map(stage -> (Record) stage.settings())
                .filter(PretrainSettings.class::isInstance)
                .map(PretrainSettings.class::cast)
                .findFirst();
    }

    /** As many as there is time for, of a training of so many. */
    private int steps(Profile profile, int whole) {
        double most = Math.min(STEPS, whole);
        if (known.end().exists() && !known.costs().isEmpty()) {
            Profile alone = profile.without(settings -> !(settings instanceof PretrainSettings));
            most = Math.min(
                    most,
                    TIME
                            * known.end().left()
                            * whole
                            / Forecast.of(known).parts(alone).trainings());
        }
        return (int) most;
    }

    private PretrainStage.Taught taught(TrialProfile.Candidate candidate, PretrainSettings settings)
            throws IOException, InterruptedException {
        String title = "trial of latent numbers";
        FileCheckpoint checkpoint = directory.checkpoint(LABEL, title + ": " + settings);
        return new PretrainStage(settings)
                .taught(untrained(candidate), context(title, "pretrain").withCheckpoint(checkpoint));
    }

    private Choice.Forecast ofNumbers(
            TrialProfile.Candidate candidate, PretrainStage.Taught taught, double share, long begin) {
        long bytes = ArchiveBytes.of(taught.encoding().archive(), MaskEffort.FAST, ProgressListener.NONE).length;
        double end = JUDGED * Math.pow(share, EXPONENT) * taught.wrong();
        return forecast(candidate, new Expected(share, taught.wrong(), end, bytes, QUANTISED * bytes), begin);
    }

    /** Of masks as they are trained with. */
    private Choice.Forecast ofMasks(TrialProfile.Candidate candidate) throws IOException, InterruptedException {
        long begin = ProcessorTime.nanos();
        StageContext context = context("trial of class masks", "masks");
        Encoding masks = untrained(candidate);
        StageChoice<?> first = candidate.profile().stages().getFirst();
        if ((Record) first.settings() instanceof MasksSettings settings) {
            masks = new MasksStage(settings.shortened(1)).run(masks, context);
        }
        long bytes = ArchiveBytes.of(
                        masks.archive(),
                        MaskEffort.FAST,
                        (_, done, total) -> watcher.update("masks: coding", done, total))
                .length;
        EncodeRun.Inputs inputs = known.inputs();
        // In a sequence only latent numbers render each frame; here first frames have the classes of second ones.
        double firstFrames =
                inputs.original().networks().sequence() ? inputs.truth().changedClasses() / 2 : 0;
        return forecast(candidate, new Expected(0, 0, MASKED + firstFrames, bytes, bytes), begin);
    }

    private Encoding untrained(TrialProfile.Candidate candidate) throws IOException, InterruptedException {
        return new Encoding(known.inputs().truth(), EncodeRun.untrained(candidate.profile(), known.inputs()));
    }

    private StageContext context(String title, String stage) {
        RunWatcher quiet = new QuietWatcher(watcher, title);
        quiet.begins("00-" + stage);
        return known.inputs().context(plan.seed()).toldTo(directory.log().ofStage("00-" + title, quiet), quiet);
    }

    /**
     * Of a family.
     *
     * @param share of the steps of the pre-training that was made
     * @param wrong share of the pixels after it
     * @param wrongInTheEnd the same of a finished renderer
     * @param bytes after it
     * @param bytesInTheEnd of a finished archive
     */
    private record Expected(double share, double wrong, double wrongInTheEnd, long bytes, double bytesInTheEnd) {}

    private Choice.Forecast forecast(TrialProfile.Candidate candidate, Expected expected, long begin) {
        ScoreFormula formula = known.inputs().formula();
        long original = known.inputs().originalBytes();
        Score score = new Score(
                formula.segmentation().points(expected.wrong()),
                0,
                formula.rateTerm(expected.bytes(), original),
                List.of());
        Choice.Trial trial = new Choice.Trial(
                expected.share(),
                expected.bytes(),
                known.inputs().truth().pairs(),
                score,
                (ProcessorTime.nanos() - begin) / 1e9);
        double points = formula.segmentation().points(expected.wrongInTheEnd())
                + formula.rateTerm(expected.bytesInTheEnd(), original);
        return new Choice.Forecast(candidate.name(), trial, points);
    }
}
