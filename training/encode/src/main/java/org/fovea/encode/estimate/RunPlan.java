package org.fovea.encode.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.corrections.CorrectionsSettings;
import org.fovea.encode.latents.LatentsSettings;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.StageChoice;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.train.Palette;
import org.fovea.encode.train.PretrainSettings;
import org.fovea.encode.train.StepKind;
import org.fovea.encode.train.TrainSettings;

/**
 * The work of a run, from its profile. What an item costs beside a training step comes from the figures of
 * {@code docs/log/training.md}: it is replaced by what this run takes for the same, as soon as it has done it once.
 *
 * @param pairs of the clip
 * @param scored pairs that the score between two stages is measured on
 */
public record RunPlan(int pairs, int scored) {
    /** An answer of both networks on a pair, with rendering it. */
    private static final double ANSWER = 0.5;

    /** A round of mask changes, a pair. */
    private static final double MASK_ROUND = 7.7;

    /** A round of single pixels, a pair. */
    private static final double PIXEL_ROUND = 7;

    /** Removing small regions, a pair. */
    private static final double CLEAN_UP = 0.2;

    /** The poses of a pair with the default settings: from 1 to 38, most with large frames and small renderers. */
    private static final double POSES = 16;

    /** Shares of it: what does not depend on settings, the default number of trials, the default number of rounds. */
    private static final double POSES_FIXED = 0.1;

    private static final double POSES_TRIALS = 0.4;
    private static final double POSES_ROUNDS = 0.5;

    /** The corrections of a pair, with the default number of edits. */
    private static final double CORRECTIONS = 32;

    private static final double USUAL_EDITS = 14;

    /** Coding the masks of a pair. */
    private static final double PACK = 0.3;

    private static final double STREAM = 2;

    /** A step of the palette: a step on one thread. */
    private static final double PALETTE = 1.5;

    /** Starting the process that renders for the score. */
    private static final double START = 20;

    /**
     * The phases of a run over so many pairs: the look, the stages, each with packing and measuring, the packing at the
     * end, the score.
     */
    public static List<Phase> of(Profile profile, int pairs) {
        RunPlan plan = new RunPlan(pairs, Math.min(pairs, profile.scoredPairs()));
        List<Phase> phases = new ArrayList<>();
        boolean video = profile.stream().isPresent();
        Work look = new Work.Items("look", pairs, 2 * ANSWER);
        int number = 1;
        if (video) {
            phases.add(new Phase(label(0, "look"), List.of(look)));
            phases.add(plan.phase(label(number++, "stream"), List.of(new Work.Items("stream", pairs, STREAM)), false));
        } else {
            phases.add(plan.phase(label(number++, "look"), List.of(look), true));
        }
        for (StageChoice<?> stage : profile.stages()) {
            boolean masks = stage.settings() instanceof MasksSettings;
            phases.add(plan.phase(label(number++, stage.name()), plan.works(stage.name(), stage.settings()), masks));
        }
        if (profile.pack() == MaskEffort.MAX && !video) {
            phases.add(
                    plan.phase(label(number++, "pack"), List.of(new Work.Items("pack max", pairs, 4 * PACK)), false));
        }
        // The process that renders decodes the masks, which takes as long as coding them.
        Work decode = video ? new Work.Items("stream", pairs, ANSWER) : new Work.Items("pack", pairs, PACK);
        phases.add(new Phase(
                "score",
                List.of(new Work.Items("start", 1, START), decode, new Work.Items("score", pairs, 2 * ANSWER))));
        return phases;
    }

    private static String label(int number, String name) {
        return String.format(Locale.ROOT, "%02d-%s", Math.max(1, number), name);
    }

    /** @param packs whether the masks are coded again after it */
    private Phase phase(String label, List<Work> works, boolean packs) {
        List<Work> all = new ArrayList<>(works);
        if (packs) {
            all.add(new Work.Items("pack", pairs, PACK));
        }
        all.add(new Work.Items("measure", scored, ANSWER));
        return new Phase(label, all);
    }

    private List<Work> works(String name, Record settings) {
        return switch (settings) {
            case TrainSettings train -> steps(name, train);
            case PretrainSettings train ->
                List.of(
                        new Work.Steps(name, StepKind.CHEAP, train.steps()),
                        new Work.Items(Palette.TASK, Palette.steps(pairs), PALETTE));
            case QuantiseSettings quantise -> steps(name, quantise.training());
            case MasksSettings masks -> List.of(new Work.Items(name, pairs, masks(masks)));
            case PosesSettings poses -> List.of(new Work.Items(name, pairs, poses(poses)));
            case CorrectionsSettings some ->
                List.of(new Work.Items(
                        name, pairs, CORRECTIONS * (some.tileEdits() + some.frameEdits()) / USUAL_EDITS));
            // About twice as many renderings as 28 numbers have neighbours, docs/log/training.md.
            case LatentsSettings latents ->
                List.of(new Work.Items(
                        name,
                        pairs,
                        (latents.oneWay() ? 28.0 : 56.0) * latents.rounds() * latents.largestStep() * ANSWER));
            default -> List.of(new Work.Items(name, pairs, ANSWER));
        };
    }

    private static List<Work> steps(String name, TrainSettings settings) {
        return StepKind.of(settings).stream()
                .<Work>map(some -> new Work.Steps(name, some.kind(), some.count()))
                .toList();
    }

    private static double poses(PosesSettings settings) {
        PosesSettings usual = PosesSettings.defaults();
        return POSES
                * (POSES_FIXED
                        + POSES_TRIALS * settings.trials() / usual.trials()
                        + POSES_ROUNDS * settings.rounds() / usual.rounds());
    }

    private static double masks(MasksSettings settings) {
        return CLEAN_UP
                + MASK_ROUND * settings.multipliers().size()
                + PIXEL_ROUND * settings.pixels().rounds();
    }
}
