package org.fovea.samples.training;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.bundled.Convolution;
import org.fovea.evaluate.bundled.Layers;

/** What a network is trained for. */
interface Task {
    /** The network's layers. */
    List<Convolution> layers();

    /** Pairs in a step. */
    int batch();

    /** Largest step size. */
    double rate();

    /**
     * The loss on some pairs, augmented.
     *
     * @param layers the network as far as it is trained
     * @return a scalar, differentiable with respect to the layers' weights
     */
    Tensor loss(Layers layers, List<LabelledPair> pairs, Augmentation augmentation);
}
