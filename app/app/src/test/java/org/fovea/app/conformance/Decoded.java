package org.fovea.app.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.inflate.Inflation;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;
import org.fovea.render.FrameSink;

/**
 * What the program finds in an archive, as {@code conformance/manifest.json} says it.
 *
 * @param sha256 of the file
 * @param ledger where its bytes are; they add up to the file
 * @param decoded SHA-256 of each decoded part in the layout of {@code docs/conformance.md}, by name
 */
record Decoded(String sha256, List<Part> ledger, Map<String, String> decoded) {
    /** Bytes of one thing in the file. */
    record Part(String section, String codec, long bytes) {
        private static Part of(LedgerEntry entry) {
            return new Part(entry.section(), entry.codec(), entry.codedBytes());
        }
    }

    /** @param bases of which the file may need one */
    static Decoded of(byte[] bytes, List<byte[]> bases) throws IOException, InterruptedException {
        ArchiveFile file = withBase(ArchiveFile.open(bytes), bases);
        Map<String, String> parts = new LinkedHashMap<>();
        if (BaseFile.recognises(file.archive())) {
            parts.put("weights", weights(BaseFile.parse(bytes).weights().tensors()));
            return new Decoded(Sha256.of(bytes), ledger(file), parts);
        }
        if (!file.archive().header().hasRenderer()) {
            parts.put("masks", masks(file.masks()));
            return new Decoded(Sha256.of(bytes), ledger(file), parts);
        }
        ArchiveContent content = file.drawable();
        switch (content) {
            case RendererContent drawn -> {
                switch (drawn.source()) {
                    case RendererContent.Source.Masks masks -> parts.put("masks", masks(masks.frames()));
                    case RendererContent.Source.Latents latents -> parts.put("latents", latents(latents.track()));
                }
                parts.put("weights", weights(drawn.tensors()));
                if (drawn.poses().dimensions() > 0) {
                    parts.put("poses", Sha256.of(poses(drawn.poses())));
                }
                drawn.tiles().ifPresent(tiles -> {
                    ByteBuffer out = little(4 + 12 * tiles.actions().size());
                    out.putInt(tiles.table());
                    for (TileAction action : tiles.actions()) {
                        out.putInt(action.tile()).putInt(action.pair()).putInt(action.action());
                    }
                    parts.put("tiles", Sha256.of(out.array()));
                });
                drawn.router().ifPresent(router -> parts.put("router", Sha256.of(router(router))));
            }
            case VideoContent video -> {
                parts.put("video", Sha256.of(video.video().stream()));
                video.weights().ifPresent(weights -> parts.put("weights", weights(weights.tensors())));
            }
        }
        parts.put("frames", frames(content));
        return new Decoded(Sha256.of(bytes), ledger(file), parts);
    }

    private static ArchiveFile withBase(ArchiveFile file, List<byte[]> bases) {
        Optional<WeightBase.Reference> needed = file.base();
        return bases.stream()
                .map(each -> BaseFile.parse(each).weights())
                .filter(each -> needed.equals(Optional.of(each.reference())))
                .findFirst()
                .map(file::with)
                .orElse(file);
    }

    private static List<Part> ledger(ArchiveFile file) {
        return file.ledger().entries().stream().map(Part::of).toList();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String masks(MaskFrames frames) {
        return Sha256.of(MaskTensor.of(frames).classIds());
    }

    private static String weights(List<? extends QuantisedTensor> tensors) {
        int count =
                tensors.stream().mapToInt(tensor -> tensor.dequantise().length).sum();
        ByteBuffer out = little(4 * count);
        for (QuantisedTensor tensor : tensors) {
            for (float value : tensor.dequantise()) {
                out.putFloat(value);
            }
        }
        return Sha256.of(out.array());
    }

    private static String latents(LatentTrack track) {
        ByteBuffer out = little(4 * track.rows() * track.dimensions());
        for (int pair = 0; pair < track.rows(); pair++) {
            for (float value : track.values(pair)) {
                out.putFloat(value);
            }
        }
        return Sha256.of(out.array());
    }

    /** Of each column its dimension, the bits of step and offset, and the codes. */
    private static byte[] poses(PoseTrack poses) {
        ByteBuffer out = little(poses.columns().size() * (12 + 4 * poses.pairs()));
        for (PoseColumn column : poses.columns()) {
            out.putInt(column.dimension()).putFloat(column.step()).putFloat(column.offset());
            for (int code : column.codes()) {
                out.putInt(code);
            }
        }
        return out.array();
    }

    private static byte[] router(RouterActions router) {
        byte[] actions = router.actions();
        return little(4 + actions.length).putInt(router.table()).put(actions).array();
    }

    private static String frames(ArchiveContent content) throws IOException, InterruptedException {
        var digest = Sha256.digest();
        Inflation.of(content, "conformance").threads(1).into(new FrameSink() {
            @Override
            public void begin(FrameSize size, int firstPair, int endPair) {}

            @Override
            public void pair(int pair, byte[] frame1, byte[] frame2) {
                digest.update(frame1);
                digest.update(frame2);
            }

            @Override
            public void commit() {}

            @Override
            public void close() {}
        });
        return Sha256.of(digest);
    }
}
