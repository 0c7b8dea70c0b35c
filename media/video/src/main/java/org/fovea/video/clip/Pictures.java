package org.fovea.video.clip;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;

/**
 * Pictures that are a clip's frames: all PNG or all JPEG, those of a folder in the order of the numbers in their names,
 * or those of a pattern such as {@code seq/%04d.png} from its lowest number on.
 */
public final class Pictures {
    private static final Pattern NUMBER = Pattern.compile("%(?:0([1-9]|1[0-8]))?d");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** As many as an hour of 60 frames a second, and more names than are sorted in a second. */
    private static final int MOST = 1_000_000;

    private Pictures() {}

    /**
     * The pictures that a path names.
     *
     * @return empty where it is a file, or a folder without pictures
     * @throws FormatException where a folder holds other files besides pictures, or pictures of two kinds, or a number
     *     of a pattern is missing; where it is {@code -}
     */
    public static Optional<List<Path>> of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            List<Path> files;
            try (Stream<Path> all = Files.list(path)) {
                files = all.filter(file -> !isAside(file.getFileName().toString()))
                        .limit(MOST + 1L)
                        .toList();
            }
            if (files.stream().noneMatch(file -> isPicture(file.getFileName().toString()))) {
                return Optional.empty();
            }
            return Optional.of(verified(path, files.stream().sorted(BY_NUMBER).toList()));
        }
        if (path.toString().equals("-")) {
            throw failure(
                    path,
                    "standard input cannot be read twice",
                    "write it to a file first, as in ffmpeg -i INPUT -c:v ffv1 clip.mkv");
        }
        Path name = path.getFileName();
        if (name == null || Files.exists(path)) {
            return Optional.empty();
        }
        Matcher number = NUMBER.matcher(name.toString());
        return number.find() && isPicture(name.toString()) ? Optional.of(numbered(path, number)) : Optional.empty();
    }

    /** Hidden files, and the one that {@code fovea inflate --format png} writes beside its pictures. */
    private static boolean isAside(String name) {
        return name.startsWith(".") || name.equals("0.json");
    }

    private static boolean isPicture(String name) {
        return !kind(name).isEmpty();
    }

    private static String kind(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".png") ? "png" : lower.endsWith(".jpg") || lower.endsWith(".jpeg") ? "jpeg" : "";
    }

    private static final Comparator<Path> BY_NUMBER = (one, other) -> {
        Matcher first = DIGITS.matcher(one.getFileName().toString());
        Matcher second = DIGITS.matcher(other.getFileName().toString());
        int from = 0;
        int to = 0;
        while (first.find() && second.find()) {
            int text = one.getFileName()
                    .toString()
                    .substring(from, first.start())
                    .compareTo(other.getFileName().toString().substring(to, second.start()));
            int value = new BigInteger(first.group()).compareTo(new BigInteger(second.group()));
            if (text != 0 || value != 0) {
                return text != 0 ? text : value;
            }
            from = first.end();
            to = second.end();
        }
        return one.compareTo(other);
    };

    private static List<Path> verified(Path path, List<Path> files) {
        if (files.size() > MOST) {
            throw failure(path, "more than " + MOST + " pictures", "name a folder with fewer");
        }
        String kind = kind(files.getFirst().getFileName().toString());
        for (Path file : files) {
            String other = kind(file.getFileName().toString());
            if (other.isEmpty()) {
                throw failure(
                        path,
                        "the folder holds pictures and " + file.getFileName(),
                        "remove it, or name the pictures by a pattern, as in " + path + "/%04d.png");
            }
            if (!other.equals(kind)) {
                throw failure(path, "the folder holds PNG and JPEG pictures", "name those of one kind by a pattern");
            }
        }
        return files;
    }

    private static List<Path> numbered(Path pattern, Matcher number) throws IOException {
        String name = pattern.getFileName().toString();
        String before = name.substring(0, number.start());
        String after = name.substring(number.end());
        int digits = number.group(1) == null ? 1 : Integer.parseInt(number.group(1));
        Path folder = Optional.ofNullable(pattern.getParent()).orElse(Path.of(""));
        TreeMap<Long, Path> found = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : (Iterable<Path>) all::iterator) {
                    String one = file.getFileName().toString();
                    if (one.length() < before.length() + after.length()
                            || !one.startsWith(before)
                            || !one.endsWith(after)) {
                        continue;
                    }
                    String middle = one.substring(before.length(), one.length() - after.length());
                    boolean fits = middle.matches("\\d{1,18}")
                            && middle.equals(String.format(Locale.ROOT, "%0" + digits + "d", Long.parseLong(middle)));
                    if (fits && found.size() <= MOST) {
                        found.put(Long.parseLong(middle), file);
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw failure(pattern, "no picture has a name of this pattern", "correct the name, or name the folder");
        }
        long missing = found.firstKey();
        for (long there : found.keySet()) {
            if (there != missing) {
                throw failure(
                        pattern,
                        "picture " + missing + " is missing, but there are " + found.firstKey() + " and " + there,
                        "add it, or name the folder to take the pictures that there are");
            }
            missing++;
        }
        return verified(pattern, new ArrayList<>(found.values()));
    }

    private static FormatException failure(Path path, String what, String hint) {
        return new FormatException(ClipInput.CONTAINER, 0, what, hint).inFile(path.toString());
    }
}
