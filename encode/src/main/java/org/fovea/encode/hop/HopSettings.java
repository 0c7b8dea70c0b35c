package org.fovea.encode.hop;

import java.util.List;
import java.util.function.Function;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.Stage;
import org.fovea.encode.latents.LatentsSettings;
import org.fovea.encode.latents.LatentsStage;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.masks.MasksStage;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.poses.PosesStage;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.quantise.RoleFormats;
import org.fovea.encode.train.TrainSettings;

/**
 * Settings of {@link HopStage}.
 *
 * @param rounds most rounds, 1..1000
 * @param leastGain points of the score that a round must gain, else it is the last; 0 or more
 * @param leastGainPerMinute the same for each minute of processor time that the round took; 0 asks for none. Where it
 *     decides, another machine may stop after another number of rounds
 * @param stages of a round, in their order; {@code masks} is left out of a round where the archive has no masks,
 *     {@code latents} where it has no latent numbers
 * @param quantise the training of a round, which keeps every tensor's number format unless it says otherwise
 * @param masks search for cheaper masks
 * @param latents search for better latent codes
 * @param poses search for poses that suit the new frames
 */
public record HopSettings(
        int rounds,
        double leastGain,
        double leastGainPerMinute,
        List<Part> stages,
        QuantiseSettings quantise,
        MasksSettings masks,
        LatentsSettings latents,
        PosesSettings poses) {
    /** Most rounds that can be asked for. */
    public static final int MAX_ROUNDS = 1000;

    /** A stage of a round. */
    public enum Part {
        /** Trains the quantised renderer on. */
        QUANTISE(settings -> new QuantiseStage(settings.quantise())),
        /** Changes class masks. */
        MASKS(settings -> new MasksStage(settings.masks())),
        /** Changes latent codes. */
        LATENTS(settings -> new LatentsStage(settings.latents())),
        /** Changes poses. */
        POSES(settings -> new PosesStage(settings.poses()));

        private final Function<HopSettings, Stage> make;

        Part(Function<HopSettings, Stage> make) {
            this.make = make;
        }

        Stage stage(HopSettings settings) {
            return make.apply(settings);
        }

        boolean suits(RendererContent content) {
            return switch (this) {
                case MASKS -> !content.hasLatents();
                case LATENTS -> content.hasLatents();
                case QUANTISE, POSES -> true;
            };
        }
    }

    /** @throws IllegalArgumentException where something is out of range */
    public HopSettings {
        stages = List.copyOf(stages);
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("rounds " + rounds + " is not in 1.." + MAX_ROUNDS);
        }
        if (!(leastGain >= 0) || !(leastGainPerMinute >= 0)) {
            throw new IllegalArgumentException(
                    "leastGain " + leastGain + ", leastGainPerMinute " + leastGainPerMinute + "; both are 0 or more");
        }
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a hop of no stages");
        }
    }

    /** A few hundred steps in the formats that the archive has, then everything that hangs on the frames. */
    public static HopSettings defaults() {
        String keep = RoleFormats.KEEP;
        QuantiseSettings usual = QuantiseSettings.defaults();
        QuantiseSettings training = new QuantiseSettings(
                TrainSettings.builder()
                        .warmUpSteps(0)
                        .steps(400)
                        .learningRate(3e-4)
                        .finalLearningRate(1e-5)
                        .averaging(0.99)
                        .crossEntropy(0)
                        .temperature(0.5)
                        .finalTemperature(0.5)
                        .learnPoses(true)
                        .build(),
                new RoleFormats(keep, keep, keep, keep, keep, keep, keep),
                usual.ranges(),
                usual.latentBits(),
                0,
                usual.allocationRounds(),
                usual.candidates());
        return new HopSettings(
                3,
                1e-4,
                0,
                List.of(Part.values()),
                training,
                new MasksSettings(0, 0, List.of(2.0), true, MaskEffort.BEST),
                new LatentsSettings(1, 1, 0, false),
                PosesSettings.defaults());
    }
}
