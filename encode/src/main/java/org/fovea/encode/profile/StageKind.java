package org.fovea.encode.profile;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlNode;
import org.fovea.encode.Stage;
import org.fovea.encode.poses.PosesSettings;

/**
 * A kind of stage that profiles can name.
 *
 * @param <S> its settings, whose fields are the keys of a profile
 * @param name in profiles and for {@code --stages}
 * @param defaults what holds where a profile says nothing
 * @param fitsPoses whether it fits poses anew, as the profile's poses stage does
 * @param make a stage with given settings, and with those of the profile's poses stage
 */
public record StageKind<S extends Record>(
        String name, S defaults, boolean fitsPoses, BiFunction<S, PosesSettings, Stage> make) {
    /** A kind that no setting of other stages matters to. */
    StageKind(String name, S defaults, Function<S, Stage> make) {
        this(name, defaults, false, (settings, poses) -> make.apply(settings));
    }

    /** Class of its settings. */
    @SuppressWarnings("unchecked") // of a value of type S
    Class<S> type() {
        return (Class<S>) defaults.getClass();
    }

    /** The stage as a profile describes it; absent keys are as in {@link #defaults()}. */
    StageChoice<S> choose(YamlNode node) {
        return new StageChoice<>(this, SettingsReader.read(FormerSettings.leftOut(name, node), defaults), PosesSettings.defaults());
    }
}
