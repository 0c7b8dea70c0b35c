package org.fovea.render;

/** Which inner loops render. The frames are the same. */
public enum KernelChoice {
    /** Vectors where they are fast, else scalars. */
    AUTO,
    /** The Vector API; needs {@code --add-modules jdk.incubator.vector}. */
    VECTOR,
    SCALAR
}
