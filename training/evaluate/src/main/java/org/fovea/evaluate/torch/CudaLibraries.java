package org.fovea.evaluate.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;

/** Libraries of NVIDIA's that LibTorch's build for CUDA needs from the system. */
public final class CudaLibraries {
    private static final List<String> NEEDED = List.of(
            "libcudart.so.13",
            "libcublas.so.13",
            "libcublasLt.so.13",
            "libcudnn.so.9",
            "libcusparse.so.12",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcufile.so.0",
            "libnccl.so.2",
            "libnvrtc.so.13",
            "libcupti.so.13");

    private CudaLibraries() {}

    /** Whether LibTorch on the class path is the build for CUDA. */
    public static boolean wanted() {
        return Tensor.class.getResource("/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/libtorch_cuda.so")
                != null;
    }

    /** Those that the system does not find, in the order in which to look for them. */
    public static List<String> missing() {
        return NEEDED.stream().filter(name -> !found(name)).toList();
    }

    private static boolean found(String name) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(name, arena);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
