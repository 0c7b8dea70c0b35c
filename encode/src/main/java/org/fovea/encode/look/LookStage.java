package org.fovea.encode.look;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.EncodeProgress;
import org.fovea.encode.FrameOpener;
import org.fovea.encode.Look;
import org.fovea.encode.Looker;
import org.fovea.encode.pipeline.StageContext;
import org.fovea.video.FrameSource;

/**
 * Looks at every pair of a clip through the networks. It is no {@link org.fovea.encode.pipeline.Stage}, because nothing is there yet that it could make
 * better. Keeps what it has seen every half minute, and goes on from there.
 */
public final class LookStage {
    /** What logs call it. */
    public static final String NAME = "look";

    private static final long SAVE_EVERY = 30_000_000_000L;

    /** Pairs between two looks at the clock, for each thread. */
    private static final int CHUNK = 4;

    private final ClipPart clip;

    /** At these pairs. */
    public LookStage(ClipPart clip) {
        this.clip = clip;
    }

    /**
     * Looks, from the last checkpoint if there is one.
     *
     * @param context its clip is not used
     * @throws IllegalArgumentException where the clip ends too early, or the networks' answers do not fit into an archive
     */
    public Look run(StageContext context) throws IOException, InterruptedException {
        List<Look> seen = new ArrayList<>();
        Optional<byte[]> saved = context.checkpoint().load();
        if (saved.isPresent()) {
            seen.add(LookFile.read(saved.get()));
        }
        int done = pairs(seen);
        if (done == clip.pairs()) {
            return joined(seen);
        }
        long last = System.nanoTime();
        try (FrameSource frames = clip.from(done).open()) {
            while (done < clip.pairs()) {
                int count = Math.min(CHUNK * context.threads(), clip.pairs() - done);
                int before = done;
                EncodeProgress progress = context.progress();
                int[] inChunk = new int[1];
                seen.add(Looker.look(
                        new Chunk(frames, count),
                        context.evaluators(),
                        context.threads(),
                        (pair, answer) -> progress.update(NAME, before + ++inChunk[0], clip.pairs())));
                done = pairs(seen);
                if (done < before + count) {
                    throw new IllegalArgumentException("the clip ends before pair " + (clip.firstPair() + done));
                }
                if (System.nanoTime() - last > SAVE_EVERY && done < clip.pairs()) {
                    seen = new ArrayList<>(List.of(joined(seen)));
                    context.checkpoint().save(LookFile.write(seen.getFirst()));
                    last = System.nanoTime();
                }
            }
        }
        return joined(seen);
    }

    private static int pairs(List<Look> looks) {
        return looks.stream().mapToInt(Look::pairs).sum();
    }

    private static Look joined(List<Look> looks) {
        if (looks.size() == 1) {
            return looks.getFirst();
        }
        MaskShape shape = looks.getFirst().masks().shape();
        MaskShape all = new MaskShape(pairs(looks), shape.height(), shape.width(), shape.classes());
        byte[] ids = new byte[Math.toIntExact(all.total())];
        List<float[]> poses = new ArrayList<>();
        int at = 0;
        for (Look look : looks) {
            byte[] part = look.masks().classIds();
            System.arraycopy(part, 0, ids, at, part.length);
            at += part.length;
            poses.addAll(look.poses());
        }
        return new Look(looks.getFirst().size(), new MaskTensor(all, ids), poses);
    }

    /** The next frames of a source that stays open. */
    private record Chunk(FrameSource frames, int pairs) implements FrameOpener {
        @Override
        public FrameSource open() {
            return new FrameSource() {
                private int left = 2 * pairs;

                @Override
                public FrameSize size() {
                    return frames.size();
                }

                @Override
                public boolean next(byte[] rgb) throws IOException {
                    if (left == 0) {
                        return false;
                    }
                    left--;
                    return frames.next(rgb);
                }

                @Override
                public void close() {}
            };
        }
    }
}
