package org.fovea.codec.mask;

/** A reader that leaves out its first frames, which are decoded when the first of the others is read. */
final class SkippingReader implements MaskReader {
    private final MaskReader reader;
    private int left;

    SkippingReader(MaskReader reader, int skipped) {
        this.reader = reader;
        this.left = skipped;
    }

    @Override
    public boolean next(byte[] frame) {
        for (; left > 0; left--) {
            if (!reader.next(frame)) {
                return false;
            }
        }
        return reader.next(frame);
    }

    @Override
    public void close() {
        reader.close();
    }
}
