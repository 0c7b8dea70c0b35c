package org.fovea.app.rd;

/** Points for tests. */
final class RdPoints {
    private RdPoints() {}

    static RdPoint of(String series, String label, long bytes, double score) {
        return new RdPoint(series, label, "4", 40, 50, 320, 240, "lanczos", "test", bytes, 0.01, 0.001, score, 1.5);
    }

    static RdPoint fovea(long bytes, double score) {
        return of(RdPoint.FOVEA, "a" + bytes + ".zip", bytes, score);
    }

    static RdPoint av1(long bytes, double score) {
        return of("AV1", "50 %, CRF 40", bytes, score);
    }
}
