package org.fovea.app.inflate;

import java.io.IOException;
import org.fovea.codec.FrameSize;
import org.fovea.render.FrameSink;

/**
 * When pairs were drawn: what comes before the first of them, such as reading all masks, is no part of the rate at
 * which they come.
 */
public final class DrawingTime implements FrameSink {
    private final FrameSink sink;
    private long first;
    private long last;
    private int pairs;

    /** Passes all on. */
    public DrawingTime(FrameSink sink) {
        this.sink = sink;
    }

    @Override
    public void begin(FrameSize size, int firstPair, int endPair) throws IOException {
        sink.begin(size, firstPair, endPair);
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
        sink.pair(pair, frame1, frame2);
        last = System.nanoTime();
        first = pairs == 0 ? last : first;
        pairs++;
    }

    @Override
    public void commit() throws IOException {
        sink.commit();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    /** Pairs a second, from the first one on; 0 where fewer than two tell it. */
    public double pairsPerSecond() {
        return pairs < 2 || last == first ? 0 : (pairs - 1) * 1e9 / (last - first);
    }
}
