package org.fovea.lab.record;

import java.util.Optional;
import org.fovea.config.CanonicalJson;
import tools.jackson.databind.JsonNode;

/**
 * All that an archive is made from but clip, networks and pairs. Two candidates with the same recipe are the same
 * candidate.
 *
 * @param kind how to read the settings
 * @param settings of {@link Kind#PROFILE}: the whole profile, defaults included, as {@code Profile.yaml()} writes it,
 *     so that an override that changes nothing changes no hash; of {@link Kind#ARCHIVE}: empty
 * @param init SHA-256 of the archive that encoding begins with, or that is the candidate itself
 */
public record Recipe(Kind kind, JsonNode settings, Optional<String> init) {
    public Recipe {
        init.ifPresent(hash -> Texts.key("the archive to begin with", hash));
        if (settings == null || !settings.isObject()) {
            throw new IllegalArgumentException("the settings of a recipe are a map");
        }
        if (kind == Kind.ARCHIVE && init.isEmpty()) {
            throw new IllegalArgumentException("a recipe of kind archive names one");
        }
    }

    public enum Kind {
        /** Encode with a profile. */
        PROFILE,
        ARCHIVE,
        /** Only a record of old ledgers: made by a foreign program. */
        FOREIGN
    }

    public String hash() {
        return CanonicalJson.hash(this);
    }
}
