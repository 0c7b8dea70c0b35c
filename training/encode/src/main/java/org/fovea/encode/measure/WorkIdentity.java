package org.fovea.encode.measure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;

/** Tells whether a checkpoint belongs to what a stage was given: a hash over all that its result depends on. */
public final class WorkIdentity {
    private WorkIdentity() {}

    /**
     * The hash, 64 hexadecimal digits.
     *
     * @param settings of the stage, as text that changes with every setting
     */
    public static String of(Encoding given, StageContext context, String settings) {
        MessageDigest digest = Sha256.digest();
        RendererContent content = given.content();
        text(digest, settings);
        text(digest, content.header().toString());
        text(digest, context.formula() + " " + context.originalBytes() + " " + context.seed());
        text(digest, context.evaluators().identity().hash());
        digest.update(
                switch (content.source()) {
                    case RendererContent.Source.Masks masks ->
                        MaskTensor.of(masks.frames()).classIds();
                    case RendererContent.Source.Latents latents -> LatentCoder.encode(latents.track());
                });
        for (QuantisedTensor tensor : content.weights().tensors()) {
            floats(digest, tensor.dequantise());
        }
        for (int pair = 0; pair < content.header().pairs(); pair++) {
            floats(digest, content.poses().pose(pair));
            floats(digest, given.truth().poses().get(pair));
        }
        text(digest, content.tiles().toString());
        content.router().ifPresent(router -> {
            text(digest, Integer.toString(router.table()));
            digest.update(router.actions());
        });
        return Sha256.of(digest);
    }

    private static void text(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static void floats(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        digest.update(bytes.array());
    }
}
