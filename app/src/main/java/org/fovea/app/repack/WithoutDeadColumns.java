package org.fovea.app.repack;

import java.util.Optional;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.weights.DeadColumns;

/** Content without the weights that are multiplied by zero in every pair. */
public final class WithoutDeadColumns {
    private WithoutDeadColumns() {}

    /** The same content, those weights cleared. No frame changes. */
    public static RendererContent of(RendererContent content) {
        Optional<String> matrix = content.header().rendererFamily().poseMatrix();
        if (matrix.isEmpty()) {
            return content;
        }
        return content.withTensors(DeadColumns.drop(content.weights().tensors(), matrix.get(), content.poses()));
    }
}
