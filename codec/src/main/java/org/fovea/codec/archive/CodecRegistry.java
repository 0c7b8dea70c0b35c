package org.fovea.codec.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.video.StreamFormat;

/** The section codecs that a reader knows. Immutable. */
public final class CodecRegistry {
    private final List<SectionCodec<?>> codecs;

    private CodecRegistry(List<SectionCodec<?>> codecs) {
        this.codecs = List.copyOf(codecs);
    }

    /** Every codec of this version. A new codec is one class and one line here. */
    public static CodecRegistry standard() {
        List<SectionCodec<?>> all = new ArrayList<>(List.of(
                new ClassMaskCodec(),
                new ClassMaskCodec().withRestarts(1),
                new WeightCodec(),
                new SteppedWeightCodec(),
                new PoseCodec(),
                new TileCodec(),
                new RouterCodec(),
                new PictureCodec(),
                new OutsideCodec(),
                new LatentCodec()));
        for (StreamFormat format : StreamFormat.values()) {
            all.add(new VideoCodec(format));
        }
        return new CodecRegistry(all);
    }

    /** These codecs and one more. */
    public CodecRegistry with(SectionCodec<?> codec) {
        if (find(codec.kind().id(), codec.id()).isPresent()) {
            throw new IllegalArgumentException("codec " + codec.id() + " of " + codec.kind() + " is taken");
        }
        List<SectionCodec<?>> more = new ArrayList<>(codecs);
        more.add(codec);
        return new CodecRegistry(more);
    }

    /** The codec with these ids. */
    public Optional<SectionCodec<?>> find(int kind, int id) {
        return codecs.stream()
                .filter(codec -> codec.kind().id() == kind && codec.id() == id)
                .findFirst();
    }

    /**
     * Refuses required sections that cannot be read, by name; unknown optional ones are left to be skipped.
     *
     * @throws FormatException naming the section
     */
    public void verifyReadable(Archive archive) {
        for (Section section : archive.sections()) {
            if (!section.optional() && find(section.kind(), section.codec()).isEmpty()) {
                String what = SectionKind.find(section.kind()).isPresent()
                        ? "codec " + section.codec() + " is unknown"
                        : "this kind of section is required and unknown";
                throw new FormatException(section.label(), section.offset(), what, FormatException.NEWER);
            }
        }
    }

    /**
     * Decodes the section of a kind, if the archive has one that this registry knows.
     *
     * @param type what the section's codec gives
     * @throws FormatException where it is damaged
     */
    public <T> Optional<T> decode(Archive archive, SectionKind kind, Class<T> type) {
        Optional<Section> section = archive.find(kind);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Optional<SectionCodec<?>> codec = find(kind.id(), section.get().codec());
        return codec.map(known -> type.cast(known.decode(section.get().content(), archive.header())));
    }
}
