package org.fovea.encode.train;

/** What turns gradients into steps. */
public enum Optimiser {
    /** Each number by itself. */
    ADAM,

    /** Matrices in the directions in which their gradients vary. */
    SOAP
}
