package org.fovea.codec.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;

class SteppedWeightCodecTest extends SectionCodecContract<WeightSet> {
    SteppedWeightCodecTest() {
        super(SectionCodecs.STEPPED_WEIGHTS, "8a03c0869fd082b7", header(6));
    }

    @Override
    List<Sample<WeightSet>> samples() {
        return List.of(sample("floats", 4, 1, false), sample("every second code, halves", 5, 2, true));
    }

    private static Sample<WeightSet> sample(String name, int channels, int gap, boolean halves) {
        Random random = new Random(6);
        ArchiveHeader header = header(channels);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            byte[] codes = new byte[spec.count()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (byte) Math.clamp(gap * Math.round(random.nextGaussian() * 25 / gap), -128, 127);
            }
            tensors.add(new SteppedTensor(spec.name(), spec.shape(), codes, halves ? 1 / 128f : 1 / 100f));
        }
        return new Sample<>(name, header, new WeightSet(tensors));
    }

    @Override
    int mutations() {
        return MUTATIONS / 4;
    }

    @Override
    int truncationStep() {
        return 41;
    }

    /** Nearly as many weights as the coder takes. */
    @Override
    ArchiveHeader hugeHeader() {
        return header(40);
    }

    private static ArchiveHeader header(int channels) {
        HnervFamily.Layout layout = new HnervFamily.Layout(3, channels, 1, 2, HnervFamily.Layout.STILL);
        CodedShape shape = CodedShape.ofPictures(10, layout.height(), layout.width());
        return new ArchiveHeader(160, 90, shape, HnervFamily.ID, layout.parameters());
    }
}
