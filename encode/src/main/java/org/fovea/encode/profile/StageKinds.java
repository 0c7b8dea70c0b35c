package org.fovea.encode.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.encode.colours.ColoursSettings;
import org.fovea.encode.colours.ColoursStage;
import org.fovea.encode.corrections.CorrectionsSettings;
import org.fovea.encode.corrections.CorrectionsStage;
import org.fovea.encode.latents.LatentsSettings;
import org.fovea.encode.latents.LatentsStage;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.masks.MasksStage;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.poses.PosesStage;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.train.PretrainSettings;
import org.fovea.encode.train.PretrainStage;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.train.TrainStage;

/**
 * All stages that profiles can name. A new one is a class, a record of settings and a line here. The look is none of
 * them: every run begins with it.
 */
public final class StageKinds {
    private static final List<StageKind<?>> ALL = List.of(
            new StageKind<>("colours", ColoursSettings.defaults(), ColoursStage::new),
            new StageKind<>("masks", MasksSettings.defaults(), MasksStage::new),
            new StageKind<>("pretrain", PretrainSettings.defaults(), PretrainStage::new),
            new StageKind<>("train", TrainSettings.defaults(), TrainStage::new),
            new StageKind<>("quantise", QuantiseSettings.defaults(), QuantiseStage::new),
            new StageKind<>("poses", PosesSettings.defaults(), PosesStage::new),
            new StageKind<>("latents", LatentsSettings.defaults(), LatentsStage::new),
            new StageKind<>("corrections", CorrectionsSettings.defaults(), true, CorrectionsStage::new));

    private StageKinds() {}

    /** In the order in which a run would usually have them. */
    public static List<StageKind<?>> all() {
        return ALL;
    }

    /** The stage of this name. */
    public static Optional<StageKind<?>> find(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** For messages. */
    static String names() {
        return ALL.stream().map(StageKind::name).collect(Collectors.joining(", "));
    }
}
