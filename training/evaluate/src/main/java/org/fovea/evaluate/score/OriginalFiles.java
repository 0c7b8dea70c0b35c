package org.fovea.evaluate.score;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.video.clip.Pictures;

/**
 * The original, and the files whose sizes are the denominator of the rate. The challenge's program adds up every file
 * below its folder of clips, so that a forgotten file makes every rate smaller; here a folder must hold the clip and
 * nothing else.
 *
 * @param clip the file to decode
 * @param counted the files that are counted
 */
public record OriginalFiles(Path clip, List<CountedFile> counted) {
    private static final Set<String> CLIPS = Set.of(
            "mkv", "mp4", "m4v", "mov", "webm", "ts", "mts", "m2ts", "hevc", "h265", "265", "h264", "264", "avc", "ivf",
            "obu", "av1", "avi", "y4m");
    private static final int MAX_NAMED = 5;

    public OriginalFiles {
        counted = List.copyOf(counted);
    }

    /**
     * Of a clip, of a folder that holds one clip, or of PNG or JPEG pictures, which a folder or a pattern names.
     *
     * @throws ScoreException where a folder holds another file, or not exactly one clip
     */
    public static OriginalFiles of(Path path) throws IOException {
        Optional<List<Path>> pictures = Pictures.of(path);
        if (pictures.isPresent()) {
            List<CountedFile> counted = new ArrayList<>();
            for (Path picture : pictures.get()) {
                counted.add(counted(picture, picture.toString()));
            }
            return new OriginalFiles(path, counted);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isDirectory(path)) {
            return new OriginalFiles(path, List.of(counted(path, path.toString())));
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            files = all.filter(file -> !Files.isDirectory(file)).sorted().toList();
        }
        List<Path> strays = files.stream().filter(file -> !isClip(file)).toList();
        if (!strays.isEmpty()) {
            throw new ScoreException(
                    path + ": " + named(path, strays) + (strays.size() == 1 ? " is not a clip" : " are not clips")
                            + " and would count as bytes of the original; remove such files, or name the clip itself");
        }
        if (files.size() != 1) {
            throw new ScoreException(path + ": holds " + files.size() + " clips"
                    + (files.isEmpty() ? "" : ", " + named(path, files)) + "; name one clip");
        }
        Path clip = files.getFirst();
        return new OriginalFiles(clip, List.of(counted(clip, clip.toString())));
    }

    private static CountedFile counted(Path file, String name) throws IOException {
        long bytes = Files.size(file);
        if (bytes == 0) {
            throw new ScoreException(file + ": is empty; name a clip");
        }
        return new CountedFile(name, bytes);
    }

    public static boolean isClip(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return Files.isRegularFile(file) && dot > 0 && CLIPS.contains(name.substring(dot + 1));
    }

    private static String named(Path folder, List<Path> files) {
        String names = files.stream()
                .limit(MAX_NAMED)
                .map(file -> folder.relativize(file).toString())
                .collect(Collectors.joining(", "));
        int more = files.size() - MAX_NAMED;
        return more > 0 ? names + " and " + more + " more" : names;
    }
}
