package org.fovea.app.open;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.AppException.Reason;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.video.OutsidePayload;
import org.fovea.codec.video.OutsidePayload.Purpose;

/**
 * The files that an archive needs although it does not hold them, found among those that a command was given: by size
 * and hash, never by name.
 */
public final class OutsideFiles {
    private static final int SHOWN_DIGITS = 16;

    private final Map<Purpose, Path> files;

    private OutsideFiles(Map<Purpose, Path> files) {
        this.files = files;
    }

    /**
     * Finds every file that an archive lists.
     *
     * @param archive its name, for messages
     * @param wanted what it lists
     * @param given files of the command line, of which some may be others
     * @throws AppException where one is missing, or none of those given is the right one
     */
    public static OutsideFiles find(String archive, List<OutsidePayload> wanted, List<Path> given) throws IOException {
        Map<Purpose, Path> found = new EnumMap<>(Purpose.class);
        List<OutsidePayload> missing = new ArrayList<>();
        for (OutsidePayload payload : wanted) {
            Optional<Path> file = find(payload, given);
            file.ifPresentOrElse(path -> found.put(payload.purpose(), path), () -> missing.add(payload));
        }
        if (!missing.isEmpty()) {
            String line = archive + ": needs " + describe(missing);
            throw given.isEmpty()
                    ? AppException.badInput(Reason.FILES_OUTSIDE_NOT_GIVEN, line)
                    : AppException.badInput(line + "; --payload FILE gave " + others(given, found));
        }
        return new OutsideFiles(found);
    }

    private static Optional<Path> find(OutsidePayload wanted, List<Path> given) throws IOException {
        for (Path file : given) {
            // Hashing takes a while; a file of another size is another file.
            if (Files.isRegularFile(file)
                    && Files.size(file) == wanted.bytes()
                    && Sha256.of(file).equals(wanted.sha256())) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static String others(List<Path> given, Map<Purpose, Path> found) throws IOException {
        List<String> others = new ArrayList<>();
        for (Path file : given) {
            if (Files.isRegularFile(file) && !found.containsValue(file)) {
                others.add(String.format(
                        Locale.ROOT,
                        "%s (%,d bytes, sha256 %s…)",
                        file,
                        Files.size(file),
                        Sha256.of(file).substring(0, SHOWN_DIGITS)));
            }
        }
        return others.isEmpty() ? "only the others" : String.join(", ", others) + " instead";
    }

    /** Files outside in words: how many, and what each holds. */
    static String describe(List<OutsidePayload> files) {
        return (files.size() == 1 ? "a file that is not in it: " : files.size() + " files that are not in it: ")
                + files.stream().map(OutsidePayload::describe).collect(Collectors.joining("; "));
    }

    /**
     * What a file lists, if it is an archive of ours.
     *
     * @return nothing where it is any other file, or too damaged to tell
     */
    public static List<OutsidePayload> listed(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] bytes = in.readNBytes(Opened.MAX_BYTES);
            return ArchiveFile.find(bytes).map(ArchiveFile::outside).orElse(List.of());
        } catch (FormatException e) {
            return List.of(); // rendering it says what is wrong
        }
    }

    /** The file for a purpose, if the archive lists one. */
    public Optional<Path> file(Purpose purpose) {
        return Optional.ofNullable(files.get(purpose));
    }
}
