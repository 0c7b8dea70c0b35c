package org.fovea.codec.archive;

import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.WeightSet;

/**
 * How large a section's content is before coding.
 *
 * @param rawBytes bytes in a plain form: a byte for a class id or action, packed bits for weights, two bytes for a pose
 *     code, one or two for a latent code, four for a tile edit
 * @param symbols coded values
 */
record SectionSize(long rawBytes, long symbols) {
    /** Size of the section of a kind in this archive. Decodes it, unless it holds masks or a video. */
    static SectionSize of(SectionKind kind, Archive archive) {
        ArchiveHeader header = archive.header();
        return switch (kind) {
            case MASKS -> of(header.masks().total());
            case VIDEO -> ofVideo(header.coded());
            default -> of(SectionCodecs.decode(archive, kind, Object.class).orElseThrow());
        };
    }

    static SectionSize of(SectionKind kind, RendererContent content) {
        return switch (kind) {
            case MASKS -> of(content.header().masks().total());
            case WEIGHTS -> of(content.weights());
            case POSES -> of(content.poses());
            case TILES -> of(content.tiles().orElseThrow());
            case ROUTER -> of(content.router().orElseThrow());
            case LATENTS -> of(content.latents());
            case VIDEO, PICTURE -> throw new IllegalArgumentException(kind + " with a renderer");
        };
    }

    static SectionSize of(Object content) {
        return switch (content) {
            case WeightSet weights -> new SectionSize(weights.rawBytes(), weights.count());
            case PoseTrack poses -> {
                long codes = (long) poses.pairs() * poses.columns().size();
                yield new SectionSize(2 * codes, codes);
            }
            case TileActions tiles ->
                new SectionSize(4L * tiles.actions().size(), tiles.actions().size());
            case RouterActions router -> of(router.actions().length);
            case LatentTrack latents -> {
                long codes = latents.codes().length;
                yield new SectionSize(codes * latents.bytesOfCode(), codes);
            }
            case PictureRule rule -> new SectionSize(rule.toBytes().length, rule.filters() ? 1 : 0);
            default -> throw new IllegalArgumentException(content.getClass().getName());
        };
    }

    private static SectionSize of(long bytes) {
        return new SectionSize(bytes, bytes);
    }

    /** Size of a video: its samples as 4:2:0 planes of 8 bits. */
    private static SectionSize ofVideo(CodedShape shape) {
        long chroma = (long) Math.ceilDiv(shape.height(), 2) * Math.ceilDiv(shape.width(), 2);
        return of(2L * shape.pairs() * ((long) shape.height() * shape.width() + 2 * chroma));
    }
}
