package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class CodecRegistryTest {
    private static final ArchiveHeader HEADER =
            new ArchiveHeader(32, 24, new MaskShape(3, 8, 16, 5), 1, List.of(8, 10, 4));

    @Test
    void unknown_optional_sections_are_skipped_and_unknown_required_ones_refused_by_name() {
        CodecRegistry registry = CodecRegistry.standard();
        registry.verifyReadable(new Archive(HEADER, List.of(new Section(99, true, 1, new byte[1], 0))));
        Archive newKind = new Archive(HEADER, List.of(new Section(99, false, 1, new byte[1], 0)));
        assertThatThrownBy(() -> registry.verifyReadable(newKind))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("section kind 99")
                .hasMessageContaining("required and unknown");
        Archive newCodec = new Archive(HEADER, List.of(Section.required(SectionKind.MASKS, 77, new byte[1])));
        assertThatThrownBy(() -> registry.verifyReadable(newCodec))
                .hasMessageContaining("section masks")
                .hasMessageContaining("codec 77 is unknown");
    }

    @Test
    void a_new_codec_is_one_class_and_one_id() {
        SectionCodec<byte[]> plain = new SectionCodec<>() {
            @Override
            public SectionKind kind() {
                return SectionKind.ROUTER;
            }

            @Override
            public int id() {
                return 200;
            }

            @Override
            public String name() {
                return "plain";
            }

            @Override
            public byte[] encode(byte[] content, ArchiveHeader header) {
                return content;
            }

            @Override
            public byte[] decode(byte[] stream, ArchiveHeader header) {
                return stream;
            }
        };
        Archive archive = new Archive(HEADER, List.of(Section.required(SectionKind.ROUTER, 200, new byte[] {4, 2})));
        assertThatThrownBy(() -> CodecRegistry.standard().verifyReadable(archive))
                .isInstanceOf(FormatException.class);
        CodecRegistry more = CodecRegistry.standard().with(plain);
        more.verifyReadable(archive);
        assertThat(more.decode(archive, SectionKind.ROUTER, byte[].class)).hasValue(new byte[] {4, 2});
        assertThatThrownBy(() -> more.with(plain)).hasMessageContaining("is taken");
    }
}
