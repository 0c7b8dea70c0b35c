package org.fovea.evaluate.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** TorchScript files for tests, compiled from source by LibTorch itself. */
public final class TinyNetworks {
    /** Three classes by colour, from a blurred picture. */
    public static final String SEGMENTATION = """
            def forward(self, x):
                y = torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1])
                return torch.conv2d(torch.tanh((y - 110.0) * 0.02), self.w) * 4.0
            """;

    /** Four numbers from where and how the second frame is brighter; [N, 2, C, H, W]. */
    public static final String POSE = """
            def forward(self, x):
                a = torch.adaptive_avg_pool2d(torch.mean(torch.tanh(x[:, 0] * 0.01), 1, True), [2, 2])
                b = torch.adaptive_avg_pool2d(torch.mean(torch.sigmoid(x[:, 1] * 0.02), 1, True), [2, 2])
                return torch.flatten(b - a * 0.8 + a * b, 1) * 10.0
            """;

    /** Four numbers from twelve channels, six for each frame, with every channel weighted otherwise. */
    public static final String CHANNELS_POSE = """
            def forward(self, x):
                k = torch.arange(0.0, 12.0).reshape([1, 12, 1, 1])
                a = torch.adaptive_avg_pool2d(torch.sum(torch.tanh((x - 100.0) * 0.02) * torch.cos(k + 1.0), 1, \
            True), [2, 2])
                return torch.flatten(a, 1)
            """;

    private TinyNetworks() {}

    /** Numbers from 0 to 255 that go up and down. */
    static float[] pixels(int count) {
        float[] pixels = new float[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = i * 31 % 256;
        }
        return pixels;
    }

    /** Of the angle between two vectors. */
    static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }

    /** Writes a ZIP file as {@code torch.jit.save} does: nothing compressed. */
    static Path zip(Path file, Map<String, byte[]> members) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(member.getValue());
                ZipEntry entry = new ZipEntry(member.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(member.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(member.getValue());
            }
        }
        return file;
    }

    /** A segmentation network of three classes. */
    public static Path segmentation(Path folder) {
        return save(folder, "seg.pt", SEGMENTATION);
    }

    /** A pose network of four outputs. */
    public static Path pose(Path folder) {
        return save(folder, "pose.pt", POSE);
    }

    /** Any network; {@code self.w} is a 3×3 matrix of class colours as a 1×1 convolution. */
    public static Path save(Path folder, String name, String source) {
        TorchRuntime.load();
        Path file = folder.resolve(name);
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("__torch__.Tiny"));
            module.register_buffer(
                    "w", Tensors.of(new float[] {1, -0.5f, 0.2f, -0.3f, 1, -0.6f, -0.7f, 0.1f, 1}, 3, 3, 1, 1));
            module.define(source);
            module.save(file.toString());
        }
        return file;
    }
}
