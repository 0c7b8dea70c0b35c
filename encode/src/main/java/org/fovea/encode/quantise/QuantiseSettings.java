package org.fovea.encode.quantise;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.family.TensorRole;
import org.fovea.encode.train.TrainSettings;

/**
 * How weights are brought into the numbers of an archive.
 *
 * @param training that goes on with quantised weights; no warm-up; 0 steps: the weights are rounded as they are
 * @param formats by what a tensor does; a tensor of another role keeps the format that it has in the archive
 * @param allocationPairs pairs on which other formats are tried before training, spread over the clip; 0 = none are tried
 * @param allocationRounds how often all are tried at most
 * @param candidates formats that are tried, for each tensor by itself
 */
public record QuantiseSettings(
        TrainSettings training,
        Map<TensorRole, NumberFormat> formats,
        int allocationPairs,
        int allocationRounds,
        List<NumberFormat> candidates) {
    public QuantiseSettings {
        formats = Map.copyOf(formats);
        candidates = List.copyOf(candidates);
        if (allocationPairs < 0 || allocationRounds < 0 || training.warmUpSteps() != 0) {
            throw new IllegalArgumentException("allocationPairs, allocationRounds or warmUpSteps is out of range");
        }
    }

    /** FP4 for weights, few bits for the rest, with 2,000 steps of training. */
    public static QuantiseSettings defaults() {
        Map<TensorRole, NumberFormat> formats = new EnumMap<>(TensorRole.class);
        for (TensorRole role : TensorRole.values()) {
            formats.put(
                    role,
                    switch (role) {
                        case POINTWISE, DEPTHWISE, HEAD_WEIGHT -> new NumberFormat.Fp4(32);
                        case EMBEDDING -> new NumberFormat.Codes(5, false);
                        case CONVOLUTION_BIAS, HEAD_BIAS -> new NumberFormat.Codes(7, false);
                        case NORM_WEIGHT, NORM_BIAS, LINEAR_WEIGHT, LINEAR_BIAS -> new NumberFormat.Codes(8, false);
                    });
        }
        TrainSettings training = new TrainSettings(0, 2000, 1e-3, 2e-5, 0, 0.997, 1, 2, 0, 0, 0.3, 20);
        List<NumberFormat> candidates = List.of(
                new NumberFormat.Fp4(32),
                new NumberFormat.Fp4(64),
                new NumberFormat.Codes(4, false),
                new NumberFormat.Codes(5, false),
                new NumberFormat.Codes(6, false),
                new NumberFormat.Codes(7, false));
        return new QuantiseSettings(training, formats, 0, 1, candidates);
    }
}
