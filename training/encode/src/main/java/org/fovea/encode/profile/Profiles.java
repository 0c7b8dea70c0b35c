package org.fovea.encode.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;
import org.fovea.config.YamlText;

/**
 * Profiles that come with Fovea, and your own. A bundled one is named by its effort and the family of what it encodes,
 * as in {@code fast/latent}; without a family it tries several and takes one.
 */
public final class Profiles {
    /** Tries some of the others on the clip: the default. */
    public static final String STANDARD = "standard";

    /** The default where one renderer and its stages are needed. */
    public static final String MASKS = "standard/masks";

    /** The default with a base. */
    public static final String LATENT = "standard/latent";

    private static final List<String> NAMES = List.of(
            "fast",
            "fast/latent",
            "fast/masks",
            "fast/video",
            "fast/colours",
            STANDARD,
            LATENT,
            MASKS,
            "standard/short",
            "standard/video",
            "best",
            "best/masks");

    /** What profiles were called before they were named by effort and family, and combinations that do not exist. */
    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("quick", "is now called fast/masks"),
            Map.entry("masks", "is now called standard/masks"),
            Map.entry("latent", "is now called standard/latent"),
            Map.entry("short", "is now called standard/short"),
            Map.entry("small", "is now called fast/latent"),
            Map.entry("challenge", "is now called best/masks"),
            Map.entry("full", "is gone, since it was never tested; use best/masks"),
            Map.entry("colours", "is now called fast/colours"),
            Map.entry("robust", "is now called standard/video"),
            Map.entry("robust-quick", "is now called fast/video"),
            Map.entry("best/latent", "does not exist: nothing better than standard/latent was measured; use that"),
            Map.entry("best/video", "does not exist: nothing better than standard/video was measured; use that"));

    private Profiles() {}

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
            return read(Profile::parse);
        }

        /**
         * Reads it, whatever kind of profile it is.
         *
         * @throws FormatException where something in it is impossible; names file, key and line
         */
        public Plan plan() {
            return read(Plan::parse);
        }

        private <T> T read(BiFunction<byte[], List<ProfileOverride>, T> parser) {
            try {
                return parser.apply(yaml, List.of());
            } catch (FormatException e) {
                throw e.inFile(source);
            }
        }
    }

    /**
     * Finds a profile.
     *
     * @param nameOrPath one of {@link #names()}, or a file that ends in {@code .yaml} or {@code .yml}
     * @throws IllegalArgumentException where it is neither; the message is for the user
     * @throws IOException where the file cannot be read
     */
    public static Text find(String nameOrPath) throws IOException {
        if (NAMES.contains(nameOrPath)) {
            String file = nameOrPath.replace('/', '-') + ".yaml";
            try (InputStream in = Objects.requireNonNull(Profiles.class.getResourceAsStream(file), file)) {
                return new Text("profile " + nameOrPath, in.readAllBytes());
            }
        }
        String lower = nameOrPath.toLowerCase(Locale.ROOT);
        String hint = HINTS.get(nameOrPath);
        if (hint != null) {
            throw new IllegalArgumentException("'" + nameOrPath + "' " + hint);
        }
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
