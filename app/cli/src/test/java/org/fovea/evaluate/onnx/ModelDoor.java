package org.fovea.evaluate.onnx;

import java.io.IOException;
import java.nio.file.Path;

/** Lets the fuzz targets in: what reads an ONNX file, without the library that computes it. */
public final class ModelDoor {
    private ModelDoor() {}

    /** Reads a file. */
    public static void read(Path file) throws IOException {
        ModelFile.read(file);
    }
}
