package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.anchor.AnchorPoint;
import org.fovea.app.text.Text;
import org.fovea.config.CanonicalJson;
import org.fovea.site.model.ParetoFront;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ordinary codecs do on the pairs of an archive, for the same networks. From a few encodes: a longer search is
 * {@code fovea bench rd}.
 *
 * @param score of it; lower is better
 * @param anchors what was measured, by codec
 * @param absent why there is nothing of the others, a line for each
 * @param advice what to do where an anchor does better or a class is lost; empty where neither is so
 * @param complete whether nothing more is to be measured
 */
public record Verdict(
        String archiveSha256,
        long bytes,
        double score,
        List<Anchor> anchors,
        List<String> absent,
        List<String> advice,
        double seconds,
        boolean complete) {
    static final String FILE = "verdict.json";

    /**
     * An anchor codec.
     *
     * @param encoder program, version and preset
     * @param scoreAtBytes its score with as many bytes as the archive, interpolated; absent where it needs more
     * @param bytesAtScore what it needs for the archive's score, interpolated; absent where no encode reaches it
     * @param points every encode that was scored, from the fewest bytes on; at least one
     */
    public record Anchor(
            String codec,
            String encoder,
            Optional<Double> scoreAtBytes,
            Optional<Long> bytesAtScore,
            List<Point> points) {
        static Anchor of(String codec, String encoder, List<AnchorPoint> measured, long bytes, double score) {
            List<Point> points = measured.stream()
                    .map(point -> new Point(point.settings().label(), point.bytes(), point.score()))
                    .sorted(Comparator.comparingLong(Point::bytes).thenComparingDouble(Point::score))
                    .toList();
            List<Point> front = ParetoFront.front(points, Point::bytes, Point::score);
            return new Anchor(codec, encoder, scoreAt(front, bytes), bytesAt(front, score), points);
        }

        public Point best() {
            return points.stream().min(Comparator.comparingDouble(Point::score)).orElseThrow();
        }

        /** All of it in a line, for an archive of so many bytes and such a score. */
        public String line(long bytes, double score) {
            String at = scoreAtBytes
                    .map(found -> String.format(Locale.ROOT, "score about %.2f", found))
                    .orElseGet(() -> String.format(
                            Locale.ROOT,
                            "not reached (%s bytes at least, score %.2f)",
                            Text.count(points.getFirst().bytes()),
                            points.getFirst().score()));
            String needs = bytesAtScore
                    .map(found -> found < points.getFirst().bytes() * 1.01
                            ? "at most " + Text.count(found) + " bytes"
                            : "about " + Text.count(rounded(found)) + " bytes")
                    .orElseGet(() -> String.format(
                            Locale.ROOT,
                            "not reached (best %.2f with %s bytes)",
                            best().score(),
                            Text.count(best().bytes())));
            return String.format(
                    Locale.ROOT,
                    "%s at %s bytes: %s; for score %.3f: %s; of %s (%s)",
                    codec,
                    Text.count(bytes),
                    at,
                    score,
                    needs,
                    Text.count(points.size(), "encode"),
                    encoder);
        }
    }

    public record Point(String settings, long bytes, double score) {}

    /** How far an encode may be above the archive's bytes to count as at these. */
    private static final double SAME = 1.12;

    /** Two digits are what a coarse interpolation is worth. */
    private static long rounded(long bytes) {
        long unit = Math.max(1, Math.round(Math.pow(10, Math.floor(Math.log10(bytes)) - 1)));
        return (bytes + unit / 2) / unit * unit;
    }

    /** Linear over the logarithm of the bytes; beyond the last encode, its score. */
    private static Optional<Double> scoreAt(List<Point> front, long bytes) {
        if (front.getFirst().bytes() > bytes * SAME) {
            return Optional.empty();
        }
        for (int i = 1; i < front.size(); i++) {
            Point low = front.get(i - 1);
            Point high = front.get(i);
            if (high.bytes() > bytes) {
                double way = Math.log(Math.max(1, (double) bytes / low.bytes()))
                        / Math.log((double) high.bytes() / low.bytes());
                return Optional.of(low.score() + way * (high.score() - low.score()));
            }
        }
        return Optional.of(front.getLast().score());
    }

    private static Optional<Long> bytesAt(List<Point> front, double score) {
        if (front.getFirst().score() <= score) {
            return Optional.of(front.getFirst().bytes());
        }
        for (int i = 1; i < front.size(); i++) {
            Point low = front.get(i - 1);
            Point high = front.get(i);
            if (high.score() <= score) {
                double way = (low.score() - score) / (low.score() - high.score());
                return Optional.of(Math.round(low.bytes() * Math.pow((double) high.bytes() / low.bytes(), way)));
            }
        }
        return Optional.empty();
    }

    /** The anchors that have a better score than the archive, with however many bytes. */
    public List<Anchor> better() {
        return anchors.stream().filter(anchor -> anchor.best().score() < score).toList();
    }

    public String headline() {
        List<Anchor> better = better();
        if (anchors.isEmpty()) {
            return "no anchor was measured";
        }
        if (better.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "this archive is better than %s: score %.3f, the best of %s %.2f",
                    anchors.stream().map(Anchor::codec).collect(Collectors.joining(" and ")),
                    score,
                    Text.count(
                            anchors.stream()
                                    .mapToInt(anchor -> anchor.points().size())
                                    .sum(),
                            "encode"),
                    anchors.stream()
                            .mapToDouble(anchor -> anchor.best().score())
                            .min()
                            .orElseThrow());
        }
        return better.stream()
                .map(anchor -> String.format(
                        Locale.ROOT,
                        "warning: %s does better: score %.3f with %s bytes, this archive %.3f with %s",
                        anchor.codec(),
                        anchor.best().score(),
                        Text.count(anchor.best().bytes()),
                        score,
                        Text.count(bytes)))
                .collect(Collectors.joining("; "));
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        anchors.forEach(anchor -> lines.add(anchor.line(bytes, score)));
        absent.forEach(line -> lines.add("not compared with " + line));
        return lines;
    }

    Verdict advised(List<String> said) {
        return new Verdict(archiveSha256, bytes, score, anchors, absent, said, seconds, complete);
    }

    /** The verdict in a run directory, if there is a readable one. */
    public static Optional<Verdict> read(Path run) throws IOException {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    CanonicalJson.read(JsonMapper.shared().readTree(Files.readAllBytes(file)), Verdict.class));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
