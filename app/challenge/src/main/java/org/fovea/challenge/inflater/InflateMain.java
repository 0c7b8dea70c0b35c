package org.fovea.challenge.inflater;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.InflateOptions;
import org.fovea.render.NoRoomException;
import org.fovea.render.RawFileSink;
import org.jspecify.annotations.Nullable;

/**
 * Renders what the challenge's judge asks for. Three arguments, those of {@code inflate.sh}: the folder with the
 * unpacked {@code archive.zip}, the folder for the raw files, and a text file with the name of a video per line. A
 * video {@code NAME.mkv} becomes {@code NAME.raw}.
 */
public final class InflateMain {
    private static final int MAX_BYTES = 64 << 20;

    private static final int MAX_LIST = 1 << 20;
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final int ENVIRONMENT = 4;

    private InflateMain() {}

    /** Renders and exits: 0 done, 2 wrong arguments, 3 a damaged archive or video list, 4 the machine. */
    public static void main(String[] args) {
        System.exit(run(System.err, args));
    }

    static int run(PrintStream err, String... args) {
        if (args.length != 3) {
            err.println("inflate.sh: three arguments are expected: ARCHIVE_DIR OUTPUT_DIR FILE_LIST");
            return USAGE;
        }
        try {
            inflate(err, Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
            return 0;
        } catch (FormatException e) {
            say(err, e.getMessage());
            return BAD_INPUT;
        } catch (NoSuchFileException | NotDirectoryException e) {
            say(err, e.getFile() + ": no such file or folder");
            return BAD_INPUT;
        } catch (IOException e) {
            say(err, e.toString());
            return ENVIRONMENT;
        } catch (OutOfMemoryError e) {
            err.println("inflate.sh: not enough memory; FOVEA_HEAP=4g gives the Java heap more");
            return ENVIRONMENT;
        } catch (NoRoomException e) {
            say(err, e.getMessage());
            return ENVIRONMENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ENVIRONMENT;
        }
    }

    private static void inflate(PrintStream err, Path archive, Path output, Path list)
            throws IOException, InterruptedException {
        Path target = output.resolve(onlyRawFile(list)).normalize();
        Path file = onlyFile(archive);
        try {
            ArchiveContent content = ArchiveFile.open(read(file)).drawable();
            int pairs = content.header().pairs();
            Reporter reporter = new Reporter(err, pairs);
            ArchiveInflater.of(content)
                    .run(InflateOptions.all(pairs).withProgress(reporter::done), new RawFileSink(target, true));
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
        say(err, target + ": " + Files.size(target) + " bytes");
    }

    /** A judge's log or a terminal shows it, and names in it are those that somebody else gave. */
    private static void say(PrintStream err, @Nullable String words) {
        err.println("inflate.sh: " + VisibleLetters.line(String.valueOf(words)));
    }

    /** The archive's member has a name of one letter or another one: it is the only file there is. */
    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 8)) {
            List<Path> found = files.filter(Files::isRegularFile).limit(2).toList();
            if (found.size() != 1) {
                throw new FormatException(
                                "folder",
                                0,
                                found.isEmpty() ? "holds no file" : "holds more than one file",
                                "the unpacked archive.zip is one")
                        .inFile(folder.toString());
            }
            return found.getFirst();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new FormatException("archive", MAX_BYTES, "is too large for an archive").inFile(file.toString());
            }
            return bytes;
        }
    }

    /**
     * Name of the raw file of the only video that is listed; an archive holds one clip.
     *
     * @throws FormatException where none or several are listed, or the name leads out of the output folder
     */
    static Path onlyRawFile(Path list) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(list)) {
            bytes = in.readNBytes(MAX_LIST);
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

    /** A line now and then, so that a judge's log shows that something happens. */
    private static final class Reporter {
        private static final long EVERY = 30_000_000_000L;

        private final PrintStream err;
        private final int pairs;
        private final long start = System.nanoTime();
        private long next = start + EVERY;

        Reporter(PrintStream err, int pairs) {
            this.err = err;
            this.pairs = pairs;
        }

        void done(int count) {
            long now = System.nanoTime();
            if (now >= next) {
                next = now + EVERY;
                err.println("inflate.sh: " + count + " of " + pairs + " pairs after " + (now - start) / 1_000_000_000L
                        + " s");
            }
        }
    }
}
