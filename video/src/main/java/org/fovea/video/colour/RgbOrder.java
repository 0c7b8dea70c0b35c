package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/** RGB samples in another order. */
final class RgbOrder implements RgbConverter {
    private final SampleLayout layout;
    private final FrameSize size;

    RgbOrder(SampleLayout layout, FrameSize size) {
        this.layout = layout;
        this.size = size;
    }

    @Override
    public void convert(Planes planes, byte[] rgb) {
        for (int y = 0; y < size.height(); y++) {
            int out = 3 * y * size.width();
            switch (layout) {
                case GBR_PLANAR -> planarRow(planes, y, rgb, out);
                case BGR_0 -> packedRow(planes.data()[0], y * planes.stride()[0], rgb, out);
                default -> System.arraycopy(planes.data()[0], y * planes.stride()[0], rgb, out, 3 * size.width());
            }
        }
    }

    private void planarRow(Planes planes, int y, byte[] rgb, int out) {
        int green = y * planes.stride()[0];
        int blue = y * planes.stride()[1];
        int red = y * planes.stride()[2];
        for (int x = 0; x < size.width(); x++) {
            rgb[out + 3 * x] = planes.data()[2][red + x];
            rgb[out + 3 * x + 1] = planes.data()[0][green + x];
            rgb[out + 3 * x + 2] = planes.data()[1][blue + x];
        }
    }

    private void packedRow(byte[] plane, int start, byte[] rgb, int out) {
        for (int x = 0; x < size.width(); x++) {
            rgb[out + 3 * x] = plane[start + 4 * x + 2];
            rgb[out + 3 * x + 1] = plane[start + 4 * x + 1];
            rgb[out + 3 * x + 2] = plane[start + 4 * x];
        }
    }
}
