package org.fovea.encode.profile;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlNode;
import org.fovea.encode.Stage;
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
 * A kind of stage that profiles can name. A new one is a class, a record of settings and a line here. Every run begins
 * with the ground truth, which is none of them.
 *
 * @param <S> its settings, whose fields are the keys of a profile
 * @param name in profiles and for {@code --stages}
 * @param defaults what holds where a profile says nothing
 * @param fitsPoses whether it fits poses again, as the profile's poses stage does
 * @param make a stage with given settings, and with those of the profile's poses stage
 */
public record StageKind<S extends Record>(
        String name, S defaults, boolean fitsPoses, BiFunction<S, PosesSettings, Stage> make) {
    private static final List<StageKind<?>> ALL = List.of(
            new StageKind<>("colours", ColoursSettings.defaults(), ColoursStage::new),
            new StageKind<>("masks", MasksSettings.defaults(), MasksStage::new),
            new StageKind<>("pretrain", PretrainSettings.defaults(), PretrainStage::new),
            new StageKind<>("train", TrainSettings.defaults(), TrainStage::new),
            new StageKind<>("quantise", QuantiseSettings.defaults(), QuantiseStage::new),
            new StageKind<>("poses", PosesSettings.defaults(), PosesStage::new),
            new StageKind<>("latents", LatentsSettings.defaults(), LatentsStage::new),
            new StageKind<>("corrections", CorrectionsSettings.defaults(), true, CorrectionsStage::new));

    /** In the order in which a run would usually have them. */
    public static List<StageKind<?>> all() {
        return ALL;
    }

    public static Optional<StageKind<?>> find(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    static String names() {
        return ALL.stream().map(StageKind::name).collect(Collectors.joining(", "));
    }

    /** A kind that no setting of other stages matters to. */
    StageKind(String name, S defaults, Function<S, Stage> make) {
        this(name, defaults, false, (settings, poses) -> make.apply(settings));
    }

    @SuppressWarnings("unchecked") // of a value of type S
    Class<S> type() {
        return (Class<S>) defaults.getClass();
    }

    /** The stage as a profile describes it; absent keys are as in {@link #defaults()}. */
    StageChoice<S> choose(YamlNode node) {
        return new StageChoice<>(
                this, SettingsReader.read(FormerSettings.leftOut(name, node), defaults), PosesSettings.defaults());
    }
}
