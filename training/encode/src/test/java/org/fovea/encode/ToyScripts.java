package org.fovea.encode;

import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.fovea.evaluate.torch.TorchRuntime;

/** Tiny networks in TorchScript, compiled by LibTorch itself. */
public final class ToyScripts {
    /** An objective of the networks of {@link #saveSequence}, beside their files. */
    public static final String SEQUENCE = """
            frames: sequence
            segmentation: { torchscript: classes.pt, input: 64x48, rgb: 0..255 }
            pose: { torchscript: pose.pt, input: 64x48, rgb: 0..255 }
            """;

    private static final String CLASSES = """
            def forward(self, x):
                return torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1]) * 0.05
            """;

    /** Where the second frame is brighter. */
    private static final String POSE = """
            def forward(self, x):
                a = torch.adaptive_avg_pool2d(torch.mean(torch.tanh(x[:, 0] * 0.01), 1, True), [2, 2])
                b = torch.adaptive_avg_pool2d(torch.mean(torch.sigmoid(x[:, 1] * 0.02), 1, True), [2, 2])
                return torch.flatten(b - a * 0.8 + a * b, 1) * 10.0
            """;

    private ToyScripts() {}

    /** A network whose source is its method {@code forward}. */
    public static void save(Path file, String source) {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("__torch__.Tiny"));
            module.define(source);
            module.save(file.toString());
        }
    }

    /** Files {@code classes.pt} and {@code pose.pt}. */
    public static void saveSequence(Path folder) {
        save(folder.resolve("classes.pt"), CLASSES);
        save(folder.resolve("pose.pt"), POSE);
    }
}
