package org.fovea.evaluate.score;

/** The pairs as comma-separated values, in full precision, for a spreadsheet or a script. */
public final class PairCsv {
    private PairCsv() {}

    /**
     * A heading and a line for each pair: its number, pixels that differ, their share, the pose distortion, and the
     * squared error of each output of the pose network, counted from 1. Outputs that do not count in the distortion end
     * in {@code _not_counted}.
     */
    public static String text(PairTable table) {
        StringBuilder out = new StringBuilder("pair,seg_pixels,seg,pose");
        int outputs = table.pairs().getFirst().squaredErrors().length;
        for (int i = 0; i < outputs; i++) {
            out.append(",pose_error_").append(i + 1).append(i < table.countedOutputs() ? "" : "_not_counted");
        }
        int further = table.pairs().getFirst().further().length;
        for (int i = 0; i < further; i++) {
            out.append(",network_").append(i + 1);
        }
        out.append('\n');
        for (PairResult pair : table.pairs()) {
            out.append(pair.pair()).append(',').append(pair.wrongPixels());
            out.append(',').append(pair.segmentation()).append(',').append(pair.pose());
            for (double error : pair.squaredErrors()) {
                out.append(',').append(error);
            }
            for (double lost : pair.further()) {
                out.append(',').append(lost);
            }
            out.append('\n');
        }
        return out.toString();
    }
}
