package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class SectionCodecsTest {
    private static final ArchiveHeader HEADER =
            new ArchiveHeader(32, 24, new MaskShape(3, 8, 16, 5), 1, List.of(8, 10, 4));

    @Test
    void unknown_optional_sections_are_skipped_and_unknown_required_ones_refused_by_name() {
        SectionCodecs.verifyReadable(new Archive(HEADER, List.of(new Section(99, true, 1, new byte[1], 0))));
        Archive newKind = new Archive(HEADER, List.of(new Section(99, false, 1, new byte[1], 0)));
        assertThrown(
                FormatException.class,
                () -> SectionCodecs.verifyReadable(newKind),
                "section kind 99",
                "required and unknown");
        Archive newCodec = new Archive(HEADER, List.of(Section.required(SectionKind.MASKS, 77, new byte[1])));
        assertThatThrownBy(() -> SectionCodecs.verifyReadable(newCodec))
                .hasMessageContaining("section masks")
                .hasMessageContaining("codec 77 is unknown");
    }
}
