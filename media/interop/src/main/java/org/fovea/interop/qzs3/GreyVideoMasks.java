package org.fovea.interop.qzs3;

import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.video.stream.BareAv1Stream;
import org.fovea.video.stream.LumaDecoder;

/**
 * Class masks that were coded as a grey AV1 video, the classes 63 grey levels apart: class =
 * clamp(round-half-even(grey/63), 0, 4). Video is decoded when its frames are asked for.
 */
public final class GreyVideoMasks implements MaskFrames {
    /** Classes that grey levels are rounded to. */
    public static final int CLASSES = 5;

    private static final int GREY_STEP = 63;
    private static final String SECTION = "masks";
    private static final byte[] CLASS_OF_GREY = classOfGrey();

    private final BareAv1Stream video;
    private final MaskShape shape;

    private GreyVideoMasks(BareAv1Stream video, MaskShape shape) {
        this.video = video;
        this.shape = shape;
    }

    /**
     * Reads the headers of an AV1 elementary stream.
     *
     * @throws FormatException where they are damaged, or say that the video is too large or no 8 bit grey
     */
    public static GreyVideoMasks parse(byte[] data) {
        BareAv1Stream video = BareAv1Stream.parse(SECTION, BareAv1Stream.strip(SECTION, data));
        LumaDecoder.verify(video, MaskShape.MAX_SIDE);
        if (video.count() > ArchiveHeader.MAX_PAIRS) {
            throw new FormatException(SECTION, 0, video.count() + " frames are more than the format allows");
        }
        int height = video.header().height();
        return new GreyVideoMasks(
                video, new MaskShape(video.count(), height, video.header().width(), CLASSES));
    }

    @Override
    public MaskShape shape() {
        return shape;
    }

    @Override
    public MaskReader open() {
        LumaDecoder decoder = new LumaDecoder(video, MaskShape.MAX_SIDE);
        return new MaskReader() {
            @Override
            public boolean next(byte[] frame) {
                boolean found = decoder.next(frame);
                if (found) {
                    for (int i = 0; i < frame.length; i++) {
                        frame[i] = CLASS_OF_GREY[frame[i] & 0xff];
                    }
                }
                return found;
            }

            @Override
            public void close() {
                decoder.close();
            }
        };
    }

    private static byte[] classOfGrey() {
        byte[] table = new byte[256];
        for (int grey = 0; grey < table.length; grey++) {
            // Math.rint rounds half to even; 63 is odd, so no grey level lies half way.
            table[grey] = (byte) Math.clamp((long) Math.rint(grey / (double) GREY_STEP), 0, CLASSES - 1);
        }
        return table;
    }
}
