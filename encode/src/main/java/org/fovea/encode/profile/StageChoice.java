package org.fovea.encode.profile;

import java.util.Map;
import org.fovea.config.SettingsReader;
import org.fovea.encode.pipeline.Stage;

/**
 * A stage of a profile.
 *
 * @param <S> its settings
 * @param kind what it does
 * @param settings how
 */
public record StageChoice<S extends Record>(StageKind<S> kind, S settings) {
    /** What profiles and logs call it. */
    public String name() {
        return kind.name();
    }

    /** The stage itself. */
    public Stage stage() {
        return kind.make().apply(settings);
    }

    /** All settings by name, for the canonical form of a profile. */
    Map<String, Object> document() {
        return SettingsReader.document(settings);
    }
}
