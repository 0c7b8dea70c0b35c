package org.fovea.app.labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.detection.Box;

/** What people say is on the frames of a clip, which are counted from 0. */
public record Labels(Optional<ClassLabels> classes, Optional<Boxes> boxes) {
    public static final Labels NONE = new Labels(Optional.empty(), Optional.empty());

    /** What is read; the section of every error. */
    static final String SECTION = "labels";

    /** Most boxes of a file; a bound on memory. */
    static final int MOST = 2_000_000;

    /** Classes are numbered from 0 below this. */
    static final int CLASSES = 1_000_000;

    private static final String WANTED = "a folder of PNG files, COCO annotations in JSON, or a table in CSV";

    /** More digits are a time, not a number. */
    private static final Pattern NUMBER = Pattern.compile("(?:^|.*\\D)0*(\\d{1,9})");

    /**
     * Boxes around objects, in pixels of the clip.
     *
     * @param frames the objects of each labelled frame, which may be none
     */
    public record Boxes(String name, Map<Integer, List<Box>> frames) {}

    /**
     * Reads labels: folders of PNG files with classes; boxes as COCO annotations in JSON or as a table in CSV. What a
     * file is follows from what it holds.
     *
     * @throws FormatException where a file is none of these, or damaged; names the file and, where it can, the line
     * @throws IllegalArgumentException where two are of the same kind
     * @throws IOException where one cannot be read
     */
    public static Labels open(List<Path> names) throws IOException {
        Labels all = NONE;
        for (Path name : names) {
            Labels one = Files.isDirectory(name)
                    ? new Labels(Optional.of(ClassLabels.open(name)), Optional.empty())
                    : new Labels(Optional.empty(), Optional.of(new Boxes(name.toString(), boxes(name))));
            if (all.classes.isPresent() && one.classes.isPresent() || all.boxes.isPresent() && one.boxes.isPresent()) {
                throw new IllegalArgumentException(name + ": second labels of the same kind; name one of each");
            }
            all = new Labels(all.classes.or(one::classes), all.boxes.or(one::boxes));
        }
        return all;
    }

    /** Names of the files with a SHA-256 of what these hold now; empty without any. */
    public String identity() throws IOException {
        List<String> each = new ArrayList<>();
        if (classes.isPresent()) {
            StringBuilder all = new StringBuilder();
            for (Path file : classes.get().files().values()) {
                all.append(file.getFileName())
                        .append(' ')
                        .append(Sha256.of(file))
                        .append('\n');
            }
            each.add(classes.get().name() + " " + Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
        }
        if (boxes.isPresent()) {
            each.add(boxes.get().name() + " " + Sha256.of(Path.of(boxes.get().name())));
        }
        return String.join(", ", each);
    }

    private static Map<Integer, List<Box>> boxes(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!FileKind.of(head).equals(Optional.of(FileKind.TEXT))) {
                throw FileKind.refusal(SECTION, head, WANTED, "name one of these");
            }
            String text = new String(head, StandardCharsets.UTF_8).replace("\ufeff", "");
            return text.stripLeading().startsWith("{") ? CocoFile.read(in) : CsvBoxes.read(in);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /** The number of a frame: the digits at the end of a file's name, without its ending. */
    static OptionalInt frame(String fileName) {
        int dot = fileName.lastIndexOf('.');
        Matcher number = NUMBER.matcher(dot < 0 ? fileName : fileName.substring(0, dot));
        return number.matches() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }
}
