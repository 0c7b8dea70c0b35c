package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;

/** Finds the LibTorch network of a renderer family. A new family is a twin and a line here. */
public final class TrainableRenderers {
    private TrainableRenderers() {}

    /**
     * The network for an archive, or nothing where the family has no weights to train; poses that do not go through it
     * are left out.
     */
    public static Optional<TrainableRenderer> of(ArchiveHeader header) {
        return of(header, false);
    }

    /**
     * The network for an archive, or nothing where the family has no weights to train.
     *
     * @param moves whether both frames are drawn also where the pose does not go through the network
     */
    public static Optional<TrainableRenderer> of(ArchiveHeader header, boolean moves) {
        List<TensorSpec> tensors = header.tensors();
        return switch (header.family()) {
            case CompactFamily.ID -> {
                CompactFamily.Layout layout = CompactFamily.Layout.of(header.parameters());
                yield Optional.of(new TrainableCompact(tensors, layout, header.masks(), moves));
            }
            case LatentFamily.ID -> {
                LatentFamily.Layout layout = LatentFamily.Layout.of(header.parameters());
                CodedShape picture = header.coded();
                yield Optional.of(new TrainableLatent(tensors, layout, picture.height(), picture.width(), moves));
            }
            default -> Optional.empty();
        };
    }
}
