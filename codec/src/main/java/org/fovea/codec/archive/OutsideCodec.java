package org.fovea.codec.archive;

import java.util.List;
import org.fovea.codec.video.OutsidePayload;

/** Files that the archive needs and does not hold. */
public final class OutsideCodec implements SectionCodec<OutsideCodec.Files> {
    /** All of them, in the order in which they are stored. */
    public record Files(List<OutsidePayload> payloads) {
        /** @throws IllegalArgumentException where there is none, or two of a purpose */
        public Files {
            payloads = List.copyOf(payloads);
            if (payloads.isEmpty()) {
                throw new IllegalArgumentException("no file outside");
            }
            if (payloads.stream().map(OutsidePayload::purpose).distinct().count() < payloads.size()) {
                throw new IllegalArgumentException("two files outside of one purpose");
            }
        }
    }

    @Override
    public SectionKind kind() {
        return SectionKind.OUTSIDE;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public byte[] encode(Files content, ArchiveHeader header) {
        if (!header.hasRenderer()) {
            throw new IllegalArgumentException("a bare mask tensor needs nothing from outside");
        }
        return OutsidePayload.toBytes(content.payloads);
    }

    @Override
    public Files decode(byte[] stream, ArchiveHeader header) {
        return new Files(OutsidePayload.parse(stream));
    }
}
