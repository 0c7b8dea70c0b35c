package org.fovea.interop;

import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.SectionKind;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.interop.hnerv.HnervPayload;
import org.fovea.interop.payload.PayloadCursor;
import org.fovea.interop.qma9.Qma9;
import org.fovea.interop.qzs3.GreyVideoMasks;
import org.fovea.interop.qzs3.PoseStream;
import org.fovea.interop.qzs3.Qzs3Renderer;
import org.fovea.interop.qzs3.RouterActionStream;
import org.fovea.interop.qzs3.TileActionStream;

/** Reads one payload of any family from front to back and notes where each byte went. Used once. */
final class PayloadReader {
    private static final String PAYLOAD = PayloadCursor.PAYLOAD;
    private static final String BROTLI = PayloadCursor.BROTLI;

    /** Size of the published clip; the format does not store it. */
    private static final int OUTPUT_WIDTH = 1164;

    private static final int OUTPUT_HEIGHT = 874;

    // Streams that unpack to more than these are bombs: the published ones have 223,385, 59,288, 371 and 1,140 bytes.
    private static final int MAX_MASK_BYTES = 16 << 20;
    private static final int MAX_WEIGHT_BYTES = 16 << 20;
    private static final int MAX_TILE_BYTES = 16 << 20;
    private static final int MAX_POSE_BYTES = 8 << 20;

    private static final String UNKNOWN = "name a Fovea archive or a submission of a layout in docs/challenge.md";

    private final byte[] data;
    private final PayloadCursor cursor;

    PayloadReader(byte[] data) {
        this.data = data;
        this.cursor = new PayloadCursor(data);
    }

    /**
     * Reads everything.
     *
     * @throws FormatException where it is damaged or not recognised
     */
    Submission read() {
        if (data.length == 0) {
            throw new FormatException(PAYLOAD, 0, "the file is empty", UNKNOWN);
        }
        if (Archive.recognises(data)) {
            throw new FormatException(
                    PAYLOAD, 0, "this is a Fovea archive, not a foreign submission", "open it as an archive");
        }
        if (Qma9.recognises(data, 0)) {
            return readRangeMasks();
        }
        if (cursor.begins("QP19")) {
            return readQp19();
        }
        if (cursor.begins("P3")) {
            return readP3();
        }
        Optional<HnervPayload.Found> hnerv = HnervPayload.find(data);
        return hnerv.isEmpty()
                ? readTileActionPayload()
                : new Submission(
                        hnerv.get().layout(),
                        Optional.empty(),
                        Optional.of(hnerv.get().content()),
                        Optional.empty(),
                        hnerv.get().parts());
    }

    private Submission readTileActionPayload() {
        MaskFrames masks;
        try {
            masks = videoMasks(data.length);
        } catch (FormatException e) {
            // Nothing but these streams themselves tells this layout, so that no damage is proved.
            throw new FormatException(
                    e.section(),
                    e.offset(),
                    "this is no submission that Fovea reads: it begins neither like a ZIP file nor with QMA9, P3 or"
                            + " QP19, and as a QZS3 payload of Brotli streams it would end here",
                    UNKNOWN);
        }
        Qzs3Renderer renderer = renderer(data.length);
        Optional<TileActions> tiles = Optional.of(tiles(masks, data.length));
        PoseTrack poses = poses(masks, data.length);
        cursor.verifyEnd();
        return submission("QZS3 tile-action payload", masks, renderer, poses, tiles, Optional.empty());
    }

    private Submission readP3() {
        ByteReader in = header("P3", 4 + 2 + 2);
        int maskEnd = end(in.u32());
        int modelEnd = end(maskEnd - cursor.position() + (long) in.u16());
        int tilesEnd = end(modelEnd - cursor.position() + (long) in.u16());
        return readAnnounced("QZS3 payload with header P3", maskEnd, modelEnd, tilesEnd, data.length);
    }

    private Submission readQp19() {
        ByteReader in = header("QP19", 1 + 1 + 3 * 4);
        int version = in.u8();
        if (version != 1) {
            throw new FormatException(
                    PAYLOAD, 4, "version " + version + " of the QP19 layout is not known", "version 1 is read");
        }
        in.skip(1);
        int maskEnd = end(in.u32());
        int modelEnd = end(maskEnd - cursor.position() + in.u32());
        int poseEnd = end(modelEnd - cursor.position() + in.u32());
        return readAnnounced("QZS3 payload with header QP19", maskEnd, modelEnd, modelEnd, poseEnd);
    }

    /** Streams whose ends are known; there are no tiles where theirs is that of the renderer. */
    private Submission readAnnounced(String layout, int maskEnd, int modelEnd, int tilesEnd, int posesEnd) {
        MaskFrames masks = videoMasks(maskEnd);
        verifyAt(maskEnd);
        Qzs3Renderer renderer = renderer(modelEnd);
        verifyAt(modelEnd);
        Optional<TileActions> tiles = tilesEnd == modelEnd ? Optional.empty() : Optional.of(tiles(masks, tilesEnd));
        verifyAt(tilesEnd);
        PoseTrack poses = poses(masks, posesEnd);
        cursor.verifyEnd();
        return submission(layout, masks, renderer, poses, tiles, Optional.empty());
    }

    private Submission readRangeMasks() {
        Qma9 masks = Qma9.parse(data, 0);
        long pixels = masks.shape().total();
        cursor.add(SectionKind.MASKS.label(), "QMA9", masks.bytes(), pixels, pixels);
        if (cursor.remaining() == 0) {
            return new Submission(
                    "QMA9 mask stream", Optional.of(masks), Optional.empty(), Optional.empty(), cursor.parts());
        }
        byte[] codes = cursor.brotliWithin("weights (FP4 codes)", data.length, MAX_WEIGHT_BYTES);
        byte[] scales = cursor.brotliWithin("weights (FP4 scales)", data.length, MAX_WEIGHT_BYTES);
        byte[] rest = cursor.brotliWithin("weights (others)", data.length, MAX_WEIGHT_BYTES);
        Qzs3Renderer renderer = Qzs3Renderer.readDivided(codes, scales, rest);
        long[] counts = new long[3];
        for (QuantisedTensor tensor : renderer.tensors()) {
            if (tensor instanceof Fp4Tensor fp4) {
                counts[0] += fp4.count();
                counts[1] += fp4.scales().length;
            } else {
                counts[2] += tensor.count();
            }
        }
        for (int i = 0; i < counts.length; i++) {
            cursor.symbols(counts.length - i, counts[i]);
        }
        PoseTrack poses = poses(masks, data.length);
        Optional<RouterActions> router = Optional.empty();
        if (cursor.remaining() > 0) {
            int bytes = cursor.remaining();
            byte[] actions = cursor.bytes(SectionKind.ROUTER.label(), "3 bits each", bytes, bytes, poses.pairs());
            router = Optional.of(RouterActionStream.read(actions, poses.pairs()));
        }
        return submission("QZS3 range-mask payload", masks, renderer, poses, Optional.empty(), router);
    }

    private Submission submission(
            String layout,
            MaskFrames masks,
            Qzs3Renderer renderer,
            PoseTrack poses,
            Optional<TileActions> tiles,
            Optional<RouterActions> router) {
        ArchiveHeader header = new ArchiveHeader(
                OUTPUT_WIDTH,
                OUTPUT_HEIGHT,
                masks.shape(),
                QzsFamily.ID,
                renderer.widths().parameters());
        RendererContent content =
                new RendererContent(header, masks, new WeightSet(renderer.tensors()), poses, tiles, router);
        return new Submission(layout, Optional.of(masks), Optional.of(content), Optional.empty(), cursor.parts());
    }

    private MaskFrames videoMasks(int end) {
        byte[] stream = cursor.brotliWithin(SectionKind.MASKS.label(), end, MAX_MASK_BYTES);
        boolean range = Qma9.recognises(stream, 0);
        MaskFrames masks;
        if (range) {
            Qma9 qma9 = Qma9.parse(stream, 0);
            if (qma9.bytes() != stream.length) {
                throw new FormatException(SectionKind.MASKS.label(), qma9.bytes(), "data after the QMA9 stream");
            }
            masks = qma9;
        } else {
            masks = GreyVideoMasks.parse(stream);
        }
        long pixels = masks.shape().total();
        cursor.describe(BROTLI + " over " + (range ? "QMA9" : "AV1"), pixels, pixels);
        return masks;
    }

    private Qzs3Renderer renderer(int end) {
        byte[] stream = cursor.brotliWithin(SectionKind.WEIGHTS.label(), end, MAX_WEIGHT_BYTES);
        Qzs3Renderer renderer = Qzs3Renderer.read(stream);
        long weights =
                renderer.tensors().stream().mapToLong(QuantisedTensor::count).sum();
        cursor.describe(BROTLI + " over QZS3", stream.length, weights);
        return renderer;
    }

    private TileActions tiles(MaskFrames masks, int end) {
        byte[] stream = cursor.brotliWithin(SectionKind.TILES.label(), end, MAX_TILE_BYTES);
        TileActions tiles = TileActionStream.read(stream, masks.shape());
        cursor.describe(BROTLI, stream.length, tiles.actions().size());
        return tiles;
    }

    private PoseTrack poses(MaskFrames masks, int end) {
        byte[] stream = cursor.brotliWithin(SectionKind.POSES.label(), end, MAX_POSE_BYTES);
        PoseTrack poses = PoseStream.read(stream, masks.shape().frames());
        cursor.describe(BROTLI + " over QP1", stream.length, poses.pairs());
        return poses;
    }

    private ByteReader header(String magic, int bytes) {
        int length = magic.length() + bytes;
        ByteReader in = new ByteReader(PAYLOAD, data);
        in.skip(magic.length());
        in.verify(in.remaining() >= bytes, "truncated header " + magic);
        cursor.add(PayloadCursor.HEADER, magic, length, length, 0);
        return in;
    }

    /** Where a stream ends that is announced to end {@code bytes} behind the header. */
    private int end(long bytes) {
        cursor.verifyRoom(bytes);
        return cursor.position() + (int) bytes;
    }

    private void verifyAt(int end) {
        if (cursor.position() != end) {
            throw new FormatException(PAYLOAD, cursor.position(), "a stream is shorter than its announced length");
        }
    }
}
