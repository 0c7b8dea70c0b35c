package org.fovea.site.player;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;

/**
 * What there is to look at.
 *
 * @param benchmarks by the benchmark's key
 */
public record Viewer(Map<String, Shown> benchmarks) {
    private static final String NOT_WANTED = "No clips were made for this report: it was made with --clips 0.";

    /** What there is of a benchmark. */
    public Shown of(Numbered<Benchmark> benchmark) {
        return benchmarks.getOrDefault(benchmark.key(), Shown.nothing(NOT_WANTED));
    }

    /**
     * What there is of a benchmark.
     *
     * @param problem why there is nothing, for people, and what to do
     * @param original the original; absent where there is nothing
     * @param runs clips of runs, in the order in which they are offered
     * @param absent runs that would be of interest and have no clip
     * @param others how many more runs on all pairs there are, for which no clip was wanted
     * @param stills pictures of one pair
     */
    public record Shown(
            Optional<String> problem,
            Optional<StoredClip> original,
            List<RunClip> runs,
            List<Absent> absent,
            int others,
            Optional<Stills> stills) {
        public static Shown nothing(String problem) {
            return new Shown(Optional.of(problem), Optional.empty(), List.of(), List.of(), 0, Optional.empty());
        }
    }

    /**
     * A clip of what a run drew.
     *
     * @param run key of the run
     * @param clip its clip
     */
    public record RunClip(String run, StoredClip clip) {}

    /**
     * A run without a clip.
     *
     * @param run key of the run
     * @param reason for people
     */
    public record Absent(String run, String reason) {}

    /**
     * Pictures of the pair that costs most, for those who read without scripts.
     *
     * @param pair its number
     * @param run key of the run that is compared with the original
     * @param worst whether this is the run's worst pair; else nothing is known of its pairs
     * @param differing pixels of another class than in the original
     * @param pixels of the class map
     * @param pictures in the order original, drawn, classes of the original, classes of what was drawn, where they
     *     differ
     * @param small the same, small, for the front page
     */
    public record Stills(
            int pair,
            String run,
            boolean worst,
            OptionalInt differing,
            int pixels,
            List<Picture> pictures,
            List<Picture> small) {}

    /**
     * A picture.
     *
     * @param name of its file
     * @param caption what it shows
     * @param width in pixels
     * @param height in pixels
     * @param png the file; held, not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes that is never compared
    public record Picture(String name, String caption, int width, int height, byte[] png) {
        /** Where it is, from the site's root. */
        public String path() {
            return "clips/" + name;
        }
    }
}
