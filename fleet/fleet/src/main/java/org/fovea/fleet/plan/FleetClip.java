package org.fovea.fleet.plan;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import org.fovea.codec.io.VisibleLetters;

/**
 * A clip of a fleet.
 *
 * @param id its name among the fleet's clips and that of its archive: letters, digits and signs such as ☂ of any
 *     script, dot, dash, underscore, at most {@link #MAX_ID} bytes of UTF-8 (NFC), not beginning with a dot
 * @param uri a path, or an address with a scheme
 * @param columns what its list says about it besides
 */
public record FleetClip(String id, String uri, Map<String, String> columns) {
    /**
     * Bytes of an id: with what files of a clip are called besides, a name stays below the 255 bytes of file systems.
     */
    static final int MAX_ID = 120;

    private static final String LETTER = "\\p{L}\\p{M}\\p{N}\\p{So}._-";
    private static final Pattern ID = Pattern.compile("(?!\\.)[" + LETTER + "]+");
    private static final Pattern OTHER = Pattern.compile("[^" + LETTER + "]");

    /** @throws IllegalArgumentException where the id cannot be a file's name everywhere */
    public FleetClip {
        id = Normalizer.normalize(id, Normalizer.Form.NFC);
        if (!ID.matcher(id).matches() || !VisibleLetters.of(id).equals(id) || bytes(id) > MAX_ID) {
            throw new IllegalArgumentException("'" + id + "' cannot be a clip's id: letters and digits of any script,"
                    + " '.', '-' and '_', at most " + MAX_ID + " bytes, not beginning with '.'");
        }
        columns = Map.copyOf(columns);
    }

    /**
     * The nearest id to a path without its suffix: underscores for what an id cannot hold, and the end of one that is
     * too long.
     */
    static String id(String path) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(path, Normalizer.Form.NFC).codePoints().forEach(each -> {
            String letter = Character.toString(each);
            boolean plain = !OTHER.matcher(letter).matches()
                    && VisibleLetters.of(letter).equals(letter);
            letters.append(plain ? letter : "_");
        });
        String id = letters.toString();
        while (bytes(id) > MAX_ID) {
            id = id.substring(id.offsetByCodePoints(0, 1));
        }
        return id.replaceFirst("^\\.", "_");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
