package org.fovea.evaluate.comparison;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/**
 * Share of the pixels whose class differs. For training, the mean probability that is not the original's class's.
 *
 * @param rule which classes are distinct, and how much each counts
 */
public record DifferingPixels(ClassRule rule) implements Comparison {
    private static final int MAX_CLASSES = 256;

    @Override
    public String label() {
        return "differing-pixels";
    }

    @Override
    public String unit() {
        return "share of pixels";
    }

    @Override
    public List<String> settings() {
        return rule.settings();
    }

    @Override
    public void verify(long[] shape) {
        if (shape.length != 4 || shape[1] < 2 || shape[1] > MAX_CLASSES) {
            throw new IllegalArgumentException(
                    "differing-pixels needs logits [N, 2 to " + MAX_CLASSES + " classes, rows, columns]");
        }
        if (rule.merges() && rule.networkClasses() != shape[1]) {
            throw new IllegalArgumentException("merge names " + rule.networkClasses() + " classes");
        }
        if (!rule.even() && rule.weights().size() != rule.classes((int) shape[1])) {
            throw new IllegalArgumentException(
                    rule.weights().size() + " weights for " + rule.classes((int) shape[1]) + " classes");
        }
    }

    @Override
    public Tensor kept(Tensor answer) {
        Tensor classes = answer.argmax(new LongOptional(1), false);
        if (!rule.merges()) {
            return classes.to(torch.ScalarType.Float);
        }
        byte[] ids = rule.merge(Tensors.bytes(classes.to(torch.ScalarType.Byte)));
        return Tensors.ofBytes(ids, Tensors.shape(classes)).to(torch.ScalarType.Float);
    }

    @Override
    public double value(float[] original, float[] candidate) {
        return rule.share(ids(original), ids(candidate));
    }

    private static byte[] ids(float[] classes) {
        byte[] ids = new byte[classes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) (int) classes[i];
        }
        return ids;
    }

    @Override
    public Tensor loss(Tensor original, Tensor candidate) {
        Tensor wanted = original.unsqueeze(1).to(torch.ScalarType.Long);
        Tensor right =
                torch.log_softmax(rule.merge(candidate), 1).gather(1, wanted).exp();
        Tensor wrong = right.neg().add(new Scalar(1.0));
        if (rule.even()) {
            return wrong.mean();
        }
        float[] each = ClassRule.pixelWeights(rule.weights(), ids(Tensors.floats(original)));
        return wrong.mul(Tensors.of(each, Tensors.shape(wrong))).mean();
    }
}
