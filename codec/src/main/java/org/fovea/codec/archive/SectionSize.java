package org.fovea.codec.archive;

import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.video.OutsidePayload;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.WeightSet;

/**
 * How large a section's content is before coding.
 *
 * @param rawBytes bytes in a plain form: a byte for a class id or action, packed bits for weights, two bytes for a pose
 *     code, one or two for a latent code, four for a tile edit
 * @param symbols coded values
 */
public record SectionSize(long rawBytes, long symbols) {
    /** Size of class masks. */
    public static SectionSize ofMasks(ArchiveHeader header) {
        return new SectionSize(header.masks().total(), header.masks().total());
    }

    /** Size of weights. */
    public static SectionSize of(WeightSet weights) {
        return new SectionSize(weights.rawBytes(), weights.count());
    }

    /** Size of poses. */
    public static SectionSize of(PoseTrack poses) {
        long codes = (long) poses.pairs() * poses.columns().size();
        return new SectionSize(2 * codes, codes);
    }

    /** Size of tile corrections. */
    public static SectionSize of(TileActions tiles) {
        long count = tiles.actions().size();
        return new SectionSize(4 * count, count);
    }

    /** Size of router actions. */
    public static SectionSize of(RouterActions router) {
        return new SectionSize(router.actions().length, router.actions().length);
    }

    /** Size of latent numbers. */
    public static SectionSize of(LatentTrack latents) {
        long codes = latents.codes().length;
        return new SectionSize(codes * latents.bytesOfCode(), codes);
    }

    /** Size of a video: its samples as 4:2:0 planes of 8 bits. */
    private static SectionSize ofVideo(ArchiveHeader header) {
        CodedShape shape = header.coded();
        long chroma = (long) Math.ceilDiv(shape.height(), 2) * Math.ceilDiv(shape.width(), 2);
        long samples = 2L * shape.pairs() * ((long) shape.height() * shape.width() + 2 * chroma);
        return new SectionSize(samples, samples);
    }

    private static SectionSize of(PictureRule rule) {
        return new SectionSize(rule.toBytes().length, rule.steps().size());
    }

    private static SectionSize of(OutsideCodec.Files files) {
        return new SectionSize(
                OutsidePayload.toBytes(files.payloads()).length,
                files.payloads().size());
    }

    static SectionSize of(SectionKind kind, RendererContent content) {
        return switch (kind) {
            case MASKS -> ofMasks(content.header());
            case WEIGHTS -> of(content.weights());
            case POSES -> of(content.poses());
            case TILES -> of(content.tiles().orElseThrow());
            case ROUTER -> of(content.router().orElseThrow());
            case LATENTS -> of(content.latents());
            case VIDEO, PICTURE, OUTSIDE -> throw new IllegalArgumentException(kind + " beside a renderer");
        };
    }

    static SectionSize of(SectionKind kind, Archive archive, CodecRegistry codecs) {
        return switch (kind) {
            case MASKS -> ofMasks(archive.header());
            case WEIGHTS -> of(codecs.decode(archive, kind, WeightSet.class).orElseThrow());
            case POSES -> of(codecs.decode(archive, kind, PoseTrack.class).orElseThrow());
            case TILES -> of(codecs.decode(archive, kind, TileActions.class).orElseThrow());
            case ROUTER -> of(codecs.decode(archive, kind, RouterActions.class).orElseThrow());
            case VIDEO -> ofVideo(archive.header());
            case PICTURE -> of(codecs.decode(archive, kind, PictureRule.class).orElseThrow());
            case OUTSIDE ->
                of(codecs.decode(archive, kind, OutsideCodec.Files.class).orElseThrow());
            case LATENTS -> of(codecs.decode(archive, kind, LatentTrack.class).orElseThrow());
        };
    }
}
