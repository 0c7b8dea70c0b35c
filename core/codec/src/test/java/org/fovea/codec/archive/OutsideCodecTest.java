package org.fovea.codec.archive;

import java.util.List;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.video.OutsidePayload;

class OutsideCodecTest extends SectionCodecContract<OutsidePayload.Files> {
    OutsideCodecTest() {
        super(SectionCodecs.OUTSIDE, "160d3485a7156601", ArchiveHeader.ofMasks(new MaskShape(5, 8, 16, 5)));
    }

    @Override
    List<Sample<OutsidePayload.Files>> samples() {
        OutsidePayload weights =
                new OutsidePayload(OutsidePayload.Purpose.WEIGHTS, 34_179, "0123456789abcdef".repeat(4));
        OutsidePayload clip = new OutsidePayload(OutsidePayload.Purpose.FRAMES, 37_545_489, "fe".repeat(32));
        return List.of(
                new Sample<>("two", header(5), new OutsidePayload.Files(List.of(weights, clip))),
                new Sample<>("one", header(5), new OutsidePayload.Files(List.of(clip))));
    }

    private static ArchiveHeader header(int pairs) {
        return new ArchiveHeader(32, 24, new MaskShape(pairs, 8, 16, 5), 1, List.of(8, 10, 4));
    }
}
