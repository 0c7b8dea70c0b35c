package org.fovea.encode.profile;

import java.util.function.Function;
import org.fovea.config.SettingsReader;
import org.fovea.encode.pipeline.Stage;

/**
 * A kind of stage that profiles can name.
 *
 * @param <S> its settings, whose fields are the keys of a profile
 * @param name in profiles and for {@code --stages}
 * @param defaults what holds where a profile says nothing
 * @param make a stage with given settings
 */
public record StageKind<S extends Record>(String name, S defaults, Function<S, Stage> make) {
    /** The stage as a profile describes it; absent keys are as in {@link #defaults()}. */
    StageChoice<S> choose(org.fovea.config.YamlNode node) {
        return new StageChoice<>(this, SettingsReader.read(node, defaults));
    }
}
