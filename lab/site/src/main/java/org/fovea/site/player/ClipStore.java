package org.fovea.site.player;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.site.model.LedgerJson;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.FrameRate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clips that were made, each in a folder named by what it depends on: the source, the networks, the pairs, and how
 * clips are made. A source that did not change costs nothing the next time. May be removed at any time.
 */
public final class ClipStore {
    /** Rises when clips are made in another way. */
    private static final int FORMAT = 3;

    private static final int KEY_DIGITS = 20;
    private static final double USUAL_RATE = 20;
    private static final String FACTS = "clip.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;

    /** A store in a folder, which is made when something is kept. */
    public ClipStore(Path folder) {
        this.folder = folder;
    }

    /** What is told of a clip beside its files. */
    private record Facts(int width, int height, double framesPerSecond, ClassLegend legend, boolean verified) {}

    /** The name of a clip. */
    public static String key(ClipSource source, ClipWindow window) {
        String all = String.join(
                "\n",
                "fovea viewer clip " + FORMAT,
                FrameStream.settings(),
                source.hash(),
                source.networks(),
                source.measured().orElse("not measured"),
                window.toString());
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
    }

    /** A clip that was made before. */
    public Optional<StoredClip> find(ClipSource source, ClipWindow window) throws IOException {
        String key = key(source, window);
        Path place = folder.resolve(key);
        try {
            Facts facts = MAPPER.readValue(Files.readAllBytes(place.resolve(FACTS)), Facts.class);
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (String kind : StoredClip.KINDS) {
                sizes.put(kind, Files.size(place.resolve(kind + ".js")));
            }
            return Optional.of(new StoredClip(
                    key,
                    window,
                    new FrameSize(facts.width(), facts.height()),
                    facts.framesPerSecond(),
                    facts.legend(),
                    facts.verified(),
                    place,
                    sizes));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** How many frames {@link #make} reads of a source. */
    public static long work(ClipSource source, ClipWindow window) {
        return source.measured().isPresent() ? 2L * source.pairs() : window.frames();
    }

    /**
     * Makes a clip and keeps it. Where it is known what frames were measured, all of the source are drawn and compared
     * with that.
     *
     * @param rate of the original
     * @param progress told the number of frames that were read
     * @throws IOException where frames cannot be drawn, or are not those that were measured
     */
    public StoredClip make(ClipSource source, ClipWindow window, FrameRate rate, LongConsumer progress)
            throws IOException {
        boolean all = source.measured().isPresent();
        int begin = all ? 0 : window.firstPair();
        int end = all ? source.pairs() : window.endPair();
        try (FrameSource frames = source.frames(begin, end)) {
            Reader reader = new Reader(source, window, frames, begin, progress);
            FrameStream stream = FrameStream.encode(reader::next, frames.size(), rate);
            reader.finish();
            return keep(source, window, rate, frames.size(), stream, reader);
        }
    }

    private StoredClip keep(
            ClipSource source, ClipWindow window, FrameRate rate, FrameSize size, FrameStream stream, Reader reader)
            throws IOException {
        String key = key(source, window);
        Path place = folder.resolve(key);
        Files.createDirectories(place);
        double perSecond = rate.isKnown() ? rate.perSecond() : USUAL_RATE;
        Facts facts = new Facts(
                size.width(),
                size.height(),
                perSecond,
                source.legend(),
                source.measured().isPresent());
        Map<String, Object> frames = LedgerJson.fields(
                "codec", codec(stream.coded()),
                "width", size.width(),
                "height", size.height(),
                "codedWidth", stream.coded().width(),
                "codedHeight", stream.coded().height(),
                "first", 2 * window.firstPair(),
                "keys", stream.keys(),
                "units", texts(stream.units()));
        Map<String, Object> classes = LedgerJson.fields(
                "columns", source.legend().columns(),
                "rows", source.legend().rows(),
                "first", window.firstPair(),
                "seen", source.legend().seen(),
                "maps", texts(reader.maps));
        Map<String, Object> poses = LedgerJson.fields(
                "first", window.firstPair(), "outputs", source.poseOutputs(), "answers", reader.answers);
        keep(place, key, "frames", frames);
        keep(place, key, "classes", classes);
        keep(place, key, "poses", poses);
        AtomicFile.write(place.resolve(FACTS), MAPPER.writeValueAsBytes(facts), true); // last: tells that all is there
        return find(source, window).orElseThrow();
    }

    /** Reads all frames that there are, hands on those of the window, and looks at their pairs. */
    private static final class Reader {
        private final ClipSource source;
        private final ClipWindow window;
        private final FrameSource frames;
        private final LongConsumer progress;
        private final MessageDigest digest = Sha256.digest();
        private final List<byte[]> maps = new ArrayList<>();
        private final List<float[]> answers = new ArrayList<>();
        private final byte[] first;
        private final long firstFrame;
        private final int pixels;
        private long read;

        Reader(ClipSource source, ClipWindow window, FrameSource frames, int firstPair, LongConsumer progress)
                throws IOException {
            this.source = source;
            this.window = window;
            this.frames = frames;
            this.progress = progress;
            this.firstFrame = 2L * firstPair;
            this.pixels = source.legend().pixels();
            this.first = new byte[frames.size().rgbBytes()];
        }

        /** The next frame of the window. */
        boolean next(byte[] rgb) throws IOException {
            while (firstFrame + read < 2L * window.firstPair()) {
                if (!advance(rgb)) {
                    return false;
                }
            }
            if (firstFrame + read >= 2L * window.endPair() || !advance(rgb)) {
                return false;
            }
            if (read % 2 == 1) {
                System.arraycopy(rgb, 0, first, 0, first.length);
            } else {
                byte[] seen = source.classes(frames.size(), first, rgb);
                for (int from = 0; from < seen.length; from += pixels) {
                    maps.add(pack(Arrays.copyOfRange(seen, from, from + pixels)));
                }
                answers.add(source.pose(frames.size(), first, rgb));
            }
            return true;
        }

        private boolean advance(byte[] rgb) throws IOException {
            if (!frames.next(rgb)) {
                return false;
            }
            digest.update(rgb);
            progress.accept(++read);
            return true;
        }

        /** Reads what is behind the window where all was drawn, and compares. */
        void finish() throws IOException {
            int expected = window.pairs() * source.legend().seen().maps();
            if (maps.size() != expected) {
                throw new IOException("there are " + maps.size() + " class maps where " + expected + " were expected");
            }
            if (source.measured().isEmpty()) {
                return;
            }
            byte[] rest = new byte[first.length];
            while (firstFrame + read < 2L * source.pairs() && advance(rest)) {
                // only the digest wants it
            }
            String drawn = HexFormat.of().formatHex(digest.digest());
            if (!drawn.equals(source.measured().get())) {
                throw new IOException("the archive draws other frames here than were measured (SHA-256 "
                        + drawn.substring(0, 12) + "…, measured "
                        + source.measured().get().substring(0, 12) + "…)");
            }
        }
    }

    /**
     * Keeps a file as a script, because a page that was opened from a folder may load nothing else: it calls
     * {@code foveaClip(KEY, KIND, DATA)}.
     */
    private static void keep(Path place, String key, String kind, Map<String, Object> data) throws IOException {
        String json = LedgerJson.MAPPER.writeValueAsString(data);
        String text = "foveaClip(\"" + key + "\", \"" + kind + "\", " + json + ");\n";
        AtomicFile.write(place.resolve(kind + ".js"), text.getBytes(StandardCharsets.UTF_8), true);
    }

    private static List<String> texts(List<byte[]> parts) {
        return parts.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    /** Main profile of 8 bits and the lowest level (AV1, A.3) with pictures of that size. */
    private static String codec(FrameSize size) {
        int pixels = size.pixels();
        String level = pixels <= 665_856 ? "04" : pixels <= 2_228_224 ? "08" : pixels <= 8_912_896 ? "12" : "16";
        return "av01.0." + level + "M.08";
    }

    /**
     * A class map as it is kept: deflated by itself without a header (RFC 1951), which browsers read as
     * {@code deflate-raw}. Exact.
     */
    private static byte[] pack(byte[] map) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(map);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }
}
