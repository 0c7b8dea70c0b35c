/** Frozen networks, what they answer, and the score. */
module org.fovea.evaluate {
    requires transitive org.fovea.codec;
    requires transitive org.fovea.video;
    requires transitive org.fovea.config;
    requires transitive org.bytedeco.javacpp;
    requires transitive org.bytedeco.pytorch;
    requires org.bytedeco.openblas;
    requires com.google.protobuf;
    requires org.tribuo.util.onnx;
    // Compares and replaces LibTorch where it is there; it is not needed otherwise.
    requires static com.microsoft.onnxruntime;
    requires static transitive org.jspecify;

    exports org.fovea.evaluate;
    exports org.fovea.evaluate.arithmetic;
    exports org.fovea.evaluate.bundled;
    exports org.fovea.evaluate.compare;
    exports org.fovea.evaluate.comparison;
    exports org.fovea.evaluate.detection;
    exports org.fovea.evaluate.network;
    exports org.fovea.evaluate.official;
    exports org.fovea.evaluate.onnx;
    exports org.fovea.evaluate.pixel;
    exports org.fovea.evaluate.safetensors;
    exports org.fovea.evaluate.score;
    exports org.fovea.evaluate.script;
    exports org.fovea.evaluate.selection;
    exports org.fovea.evaluate.selftest;
    exports org.fovea.evaluate.torch;
    exports org.fovea.evaluate.truth;
}
