package org.fovea.interop.hnerv;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.interop.payload.PayloadCursor;
import org.fovea.interop.payload.SubmissionPart;

/**
 * Finds out which of the HNeRV family's layouts a payload has, those of challenge submissions #95 to #128, and reads
 * it: {@code docs/challenge.md}.
 */
public final class HnervPayload {
    /** Size of the published clip; the formats do not store it. */
    private static final int OUTPUT_WIDTH = 1164;

    private static final int OUTPUT_HEIGHT = 874;

    /**
     * Lengths that two layouts do not store.
     *
     * @param codes of #103: the Brotli stream of small tensors
     * @param tables of #103: the Brotli stream of histograms
     * @param symbols of #103: the range stream
     * @param highTable of #103: the Brotli stream of the histogram of high bytes
     * @param low of #103: the Brotli stream of low bytes
     * @param edits of #112: the range stream of edits
     */
    record Lengths(int codes, int tables, int symbols, int highTable, int low, int edits) {
        /** Of the published files. */
        static final Lengths PUBLISHED = new Lengths(7_097, 895, 153_856, 15, 15_537, 248);

        int beforeSidecar() {
            return 2 * 28 + codes + tables + symbols + highTable + 4 * LatentBytes.DIMENSIONS + low;
        }
    }

    /**
     * What was read.
     *
     * @param layout display name
     * @param content all of it
     * @param parts the payload from front to back
     */
    public record Found(String layout, RendererContent content, List<SubmissionPart> parts) {}

    private HnervPayload() {}

    /**
     * Reads a payload that begins, or is divided, like one of this family.
     *
     * @return empty where it is something else
     * @throws FormatException where it is damaged
     */
    public static Optional<Found> find(byte[] data) {
        return find(data, Lengths.PUBLISHED);
    }

    static Optional<Found> find(byte[] data, Lengths lengths) {
        PayloadCursor payload = new PayloadCursor(data);
        return decode(payload, lengths).map(decoded -> decoded.found(payload));
    }

    private static Optional<Decoded> decode(PayloadCursor payload, Lengths lengths) {
        if (payload.begins("FP11")) {
            return Optional.of(Microcodec.readPrefixed(payload));
        }
        if (payload.begins("HN1")) {
            return Optional.of(SectionLayouts.readInOrder(payload));
        }
        if (SectionLayouts.isBySize(payload)) {
            return Optional.of(SectionLayouts.readBySize(payload));
        }
        if (payload.divides(3)) {
            return Optional.of(SectionLayouts.readSections(payload));
        }
        if (payload.divides(4)) {
            return Optional.of(SectionLayouts.readWithSidecar(payload));
        }
        if (ContextCodec.isContextCoded(payload, lengths.edits())) {
            return Optional.of(ContextCodec.readContextCoded(payload, lengths.edits()));
        }
        if (Microcodec.isMicrocodec(payload)) {
            return Optional.of(Microcodec.readMicrocodec(payload));
        }
        return HistogramLayout.isTableCoded(payload, lengths)
                ? Optional.of(HistogramLayout.readTableCoded(payload, lengths))
                : Optional.empty();
    }

    /**
     * What a layout held.
     *
     * @param display name of the layout
     * @param edits of the first frame, one for each pair; empty where the layout has none
     */
    record Decoded(
            String name, Layout layout, HnervNetwork network, LatentTrack latents, Optional<RouterActions> edits) {
        private Found found(PayloadCursor payload) {
            payload.verifyEnd();
            CodedShape shape = CodedShape.ofPictures(latents.rows(), layout.height(), layout.width());
            ArchiveHeader header =
                    new ArchiveHeader(OUTPUT_WIDTH, OUTPUT_HEIGHT, shape, HnervFamily.ID, layout.parameters());
            return new Found(
                    name,
                    new RendererContent(
                            header,
                            new RendererContent.Source.Latents(latents),
                            network.weights(),
                            PoseTrack.none(latents.rows()),
                            Optional.empty(),
                            edits),
                    payload.parts());
        }
    }
}
