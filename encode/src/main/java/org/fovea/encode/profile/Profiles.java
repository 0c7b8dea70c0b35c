package org.fovea.encode.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;
import org.fovea.config.YamlText;

/** Profiles that come with Fovea, and those of one's own. */
public final class Profiles {
    /** Tries some of the others on the clip: what is usually encoded with. */
    public static final String STANDARD = "standard";

    /** One profile, with a renderer and stages of its own, where one is needed and none was named. */
    public static final String MASKS = "masks";

    private static final List<String> NAMES = List.of(
            "quick", STANDARD, MASKS, "latent", "short", "small", "challenge", "colours", "robust", "robust-quick");

    private Profiles() {}

    /** Names of those that come with Fovea. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The YAML text of a profile.
     *
     * @param source where it comes from, for messages: a name or a path
     */
    public record Text(String source, byte[] yaml) {
        /**
         * Reads it where one profile is needed.
         *
         * @throws FormatException where something in it is impossible, or it chooses between others; names file, key
         *     and line
         */
        public Profile profile() {
            try {
                return Profile.parse(yaml, List.of());
            } catch (FormatException e) {
                throw e.inFile(source);
            }
        }

        /**
         * Reads it, whatever kind of profile it is.
         *
         * @throws FormatException where something in it is impossible; names file, key and line
         */
        public Plan plan() {
            try {
                return Plan.parse(yaml, List.of());
            } catch (FormatException e) {
                throw e.inFile(source);
            }
        }
    }

    /**
     * Finds a profile.
     *
     * @param nameOrPath one of {@link #names()}, or a file that ends in {@code .yaml} or {@code .yml}
     * @throws IllegalArgumentException where it is neither; the message is for people
     * @throws IOException where the file cannot be read
     */
    public static Text find(String nameOrPath) throws IOException {
        if (NAMES.contains(nameOrPath)) {
            try (InputStream in =
                    Objects.requireNonNull(Profiles.class.getResourceAsStream(nameOrPath + ".yaml"), nameOrPath)) {
                return new Text("profile " + nameOrPath, in.readAllBytes());
            }
        }
        String lower = nameOrPath.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".yaml") && !lower.endsWith(".yml")) {
            throw new IllegalArgumentException("'" + nameOrPath + "' is not a profile; use " + String.join(", ", NAMES)
                    + " or a file of your own, FILE.yaml");
        }
        Path path;
        try {
            path = Path.of(nameOrPath);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + nameOrPath + "' cannot be a path", e);
        }
        try (InputStream in = FileKind.open(path)) {
            return new Text(nameOrPath, in.readNBytes(YamlText.MAX_BYTES + 1));
        }
    }
}
