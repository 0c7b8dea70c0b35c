package org.fovea.challenge.inflater;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.FormatException;

/** The judge's list of videos: a name per line, empty lines do not count. */
final class VideoNames {
    private static final int MAX_BYTES = 1 << 20;

    private VideoNames() {}

    /**
     * Name of the raw file of the only video that is listed; an archive holds one clip.
     *
     * @throws FormatException where none or several are listed, or the name leads out of the output folder
     */
    static Path onlyRawFile(Path list) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(list)) {
            bytes = in.readNBytes(MAX_BYTES);
        }
        List<String> names = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() != 1) {
            throw new FormatException("video names", 0, names.size() + " videos are listed, the archive holds one")
                    .inFile(list.toString());
        }
        return Path.of(rawName(names.getFirst(), list));
    }

    /** {@code NAME.raw} for {@code NAME.mkv}, as the judge's {@code ${line%.*}.raw}. */
    private static String rawName(String name, Path list) {
        int dot = name.lastIndexOf('.');
        String raw = (dot < 0 ? name : name.substring(0, dot)) + ".raw";
        boolean outside = raw.startsWith("/")
                || raw.indexOf('\0') >= 0
                || List.of(raw.split("/", -1)).contains("..");
        if (outside) {
            throw new FormatException("video names", 0, "the name " + name + " leads out of the output folder")
                    .inFile(list.toString());
        }
        return raw;
    }
}
