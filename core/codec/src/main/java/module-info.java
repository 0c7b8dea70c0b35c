/**
 * Archives and everything in them: entropy coding, class masks, weights, poses, corrections, the byte ledger. Depends
 * on nothing but Java; where the Vector API is there, masks are decoded faster.
 */
module org.fovea.codec {
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports org.fovea.codec;
    exports org.fovea.codec.archive;
    exports org.fovea.codec.correction;
    exports org.fovea.codec.family;
    exports org.fovea.codec.io;
    exports org.fovea.codec.latent;
    exports org.fovea.codec.ledger;
    exports org.fovea.codec.mask;
    exports org.fovea.codec.pose;
    exports org.fovea.codec.video;
    exports org.fovea.codec.weights;
}
