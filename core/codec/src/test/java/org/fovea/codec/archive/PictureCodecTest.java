package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;

class PictureCodecTest extends SectionCodecContract<PictureRule> {
    private static final Optional<FilterFamily.Layout> FILTER =
            Optional.of(new FilterFamily.Layout(1, 4, List.of(1, 1)));

    PictureCodecTest() {
        super(SectionCodecs.PICTURE, "5f56d5915f4aa39d", header(5, Optional.empty()));
    }

    @Override
    List<Sample<PictureRule>> samples() {
        return List.of(
                new Sample<>("a filter", header(5, FILTER), new PictureRule(8, Enlargement.LANCZOS, true)),
                new Sample<>("none", header(5, Optional.empty()), new PictureRule(10, Enlargement.BICUBIC, false)));
    }

    @Override
    ArchiveHeader hugeHeader() {
        return header(1_000_000, FILTER);
    }

    private static ArchiveHeader header(int pairs, Optional<FilterFamily.Layout> filter) {
        return ArchiveHeader.ofVideo(32, 24, CodedShape.ofPictures(pairs, 16, 24), filter);
    }
}
