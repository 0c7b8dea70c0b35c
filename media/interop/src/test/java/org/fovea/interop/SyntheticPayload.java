package org.fovea.interop;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.interop.brotli.StoredBrotli;
import org.fovea.interop.qzs3.SyntheticRenderer;

/** Small payloads of every layout, all of the same four frames, with random weights. */
final class SyntheticPayload {
    /** Four grey frames of 32×24, class (x/8 + y/8 + t) mod 5, coded losslessly by libaom. */
    static final String GREY_VIDEO =
            "12000a090000000227ee6d7cd1321614002000422c9dca6695177ce11f979f437540b16788120032193201c04000003d00080002"
                    + "3ba89aca68b95ec51d75b76f4a20120032173202608001003d00080007f312b6944cacf3278eb6f9fc120032"
                    + "1732036102"
                    + "02003d0008000d58e3c79242de9d9c82fedd80";

    static final int PAIRS = 4;

    private static final SyntheticRenderer RENDERER = new SyntheticRenderer(1);

    private SyntheticPayload() {}

    static MaskTensor masks() {
        byte[] ids = new byte[PAIRS * 24 * 32];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) ((i % 32 / 8 + i / 32 % 24 / 8 + i / 768) % 5);
        }
        return new MaskTensor(new MaskShape(PAIRS, 24, 32, 5), ids);
    }

    /** The same as QMA9. */
    static byte[] maskStream() {
        return hex("514d413904000000200000001800000032000000159891b26e2e5055aae50d8b38b983600e272e11f5d8f640d5d8a173"
                + "c64857fb8a84da7189470b87b1418f0a620842505130");
    }

    static byte[] video() {
        return StoredBrotli.of(hex(GREY_VIDEO));
    }

    static byte[] weights() {
        return StoredBrotli.of(RENDERER.undivided());
    }

    static byte[] tiles() {
        return StoredBrotli.of(hex("0002016b0207"));
    }

    static byte[] poses() {
        return StoredBrotli.of(hex("515031 0004 01 02 c801"));
    }

    static byte[] tileActionPayload() {
        return join(video(), weights(), tiles(), poses());
    }

    static byte[] rangeMaskPayload() {
        List<byte[]> streams = RENDERER.divided();
        return join(
                maskStream(),
                StoredBrotli.of(streams.get(0)),
                StoredBrotli.of(streams.get(1)),
                StoredBrotli.of(streams.get(2)),
                poses(),
                hex("8806"));
    }

    static byte[] p3(byte[] masks) {
        byte[] header = new ByteWriter()
                .bytes(new byte[] {'P', '3'})
                .u32(masks.length)
                .u16(weights().length)
                .u16(tiles().length)
                .toByteArray();
        return join(header, masks, weights(), tiles(), poses());
    }

    static byte[] qp19() {
        byte[] header = new ByteWriter()
                .bytes(new byte[] {'Q', 'P', '1', '9', 1, 0})
                .u32(video().length)
                .u32(weights().length)
                .u32(poses().length)
                .toByteArray();
        return join(header, video(), weights(), poses());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
