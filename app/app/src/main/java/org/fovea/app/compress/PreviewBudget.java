package org.fovea.app.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * When a training is drawn before it is finished, and which of these pictures stay: so seldom that drawing takes
 * {@link #SHARE} of the time of a run at most, at most {@link #MOST} of a stage, spread evenly over it, and
 * {@link #MAX_BYTES} of a run. Which moments are drawn depends on the clock; the run itself does not.
 */
final class PreviewBudget {
    /** Share of the time. */
    static final double SHARE = 0.02;

    /** Pictures of a stage. */
    static final int MOST = 8;

    /** Bytes of all that stay, of a run. */
    static final long MAX_BYTES = 16_000_000;

    private static final double FIRST = 20; // seconds: what a picture costs is not known before the first

    private final LongSupplier nanos;
    private final long began;
    private final List<Picture> pictures = new ArrayList<>(); // of the stage at work
    private String stage = "";
    private double spent;
    private double last;
    private double drawnAt;
    private double apart;
    private long bytes;

    /** A picture that stays for now. */
    record Picture(String file, long bytes) {}

    PreviewBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    private double now() {
        return (nanos.getAsLong() - began) / 1e9;
    }

    /** Whether there is time to draw. */
    boolean allows(String label) {
        if (!stage.equals(label)) {
            stage = label;
            pictures.clear();
            apart = 0;
            drawnAt = now();
        }
        double now = now();
        return now >= FIRST && spent + last <= SHARE * now && now - drawnAt >= apart && bytes < MAX_BYTES;
    }

    /**
     * A picture was drawn.
     *
     * @param seconds that it took
     * @return files that are to go: every second one where there are too many
     */
    List<String> drawn(String file, long size, double seconds) {
        spent += seconds;
        last = seconds;
        drawnAt = now();
        pictures.add(new Picture(file, size));
        bytes += size;
        List<String> gone = new ArrayList<>();
        if (pictures.size() > MOST || bytes > MAX_BYTES) {
            for (int i = pictures.size() - 2; i >= 0; i -= 2) {
                Picture old = pictures.remove(i);
                bytes -= old.bytes();
                gone.add(old.file());
            }
            apart = Math.max(2 * apart, 2 * seconds / SHARE);
        }
        return gone;
    }
}
