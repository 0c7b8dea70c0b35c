package org.fovea.encode.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;
import tools.jackson.databind.json.JsonMapper;

/** What a profile file says: the settings of an encode, or profiles to choose from. */
public sealed interface Plan permits Profile, TrialProfile {
    /**
     * Reads a profile of either kind.
     *
     * @param bytes YAML in UTF-8
     * @param overrides settings that replace those of the file
     * @throws FormatException where something in it is impossible; names key and line
     */
    static Plan parse(byte[] bytes, List<ProfileOverride> overrides) {
        YamlNode root = YamlText.read(bytes, "profile", "the maps renderer and stages, or the list try");
        for (ProfileOverride override : overrides) {
            root = override.applyTo(root);
        }
        return TrialProfile.isOne(root) ? TrialProfile.read(root) : Profile.read(root);
    }

    /** Everything that is set, as maps, lists, numbers and words. */
    Map<String, Object> document();

    /** The same for a clip of some pairs, which may have fewer steps. */
    Plan forClip(int pairs);

    /** Minutes that a run takes where none are asked for; empty where nothing is left out for time. */
    default OptionalDouble minutes() {
        return OptionalDouble.empty();
    }

    /** A profile file that says all of this. */
    String yaml();

    /** Everything that is set, defaults included, as JSON without spaces and with keys in alphabetical order. */
    default String canonical() {
        return JsonMapper.shared().writeValueAsString(document());
    }

    /** SHA-256 of {@link #canonical()}: the profile's name among machines. */
    default String hash() {
        return Sha256.of(canonical().getBytes(StandardCharsets.UTF_8));
    }
}
