package org.fovea.challenge.judge;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.render.FrameSink;

/** Takes frames as they are drawn here and compares each with the next bytes of a raw file; nothing is stored. */
final class ComparingSink implements FrameSink {
    private final InputStream raw;
    private final MessageDigest digest = Sha256.digest();
    private byte[] frame;
    private FrameSize size;
    private String difference;
    private String sha256;

    ComparingSink(InputStream raw) {
        this.raw = raw;
    }

    @Override
    public void begin(FrameSize frames, int firstPair, int endPair) {
        size = frames;
        frame = new byte[frames.rgbBytes()];
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
        compare(pair, 1, frame1);
        compare(pair, 2, frame2);
    }

    private void compare(int pair, int number, byte[] drawn) throws IOException {
        int read = raw.readNBytes(frame, 0, frame.length);
        digest.update(frame, 0, read);
        int at = Arrays.mismatch(frame, 0, read, drawn, 0, drawn.length);
        if (at >= 0 && difference == null) {
            int pixel = at / 3;
            difference = "pair " + pair + ", frame " + number + ", row " + pixel / size.width() + ", column "
                    + pixel % size.width();
        }
    }

    @Override
    public void commit() {
        sha256 = Sha256.of(digest);
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    /** The first place where they differ, or null. */
    String difference() {
        return difference;
    }

    /** Of the bytes of the file. */
    String sha256() {
        return sha256;
    }
}
