package org.fovea.testkit.networks;

import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.fovea.evaluate.torch.TorchRuntime;

/** Networks of a few lines in TorchScript, compiled by LibTorch itself. */
public final class TinyScript {
    private TinyScript() {}

    /** Saves one whose method {@code forward(self, x)} has this body. */
    public static Path save(Path file, String body) {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("__torch__.Tiny"));
            module.define("def forward(self, x):\n" + body.indent(4));
            module.save(file.toString());
        }
        return file;
    }
}
