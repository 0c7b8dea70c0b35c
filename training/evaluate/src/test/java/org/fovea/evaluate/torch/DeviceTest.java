package org.fovea.evaluate.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class DeviceTest {
    @Test
    void a_user_names_a_device() {
        assertThat(Device.of("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
        assertThat(new Device(Device.Kind.CUDA, 3)).hasToString("cuda:3");
        for (String wrong : new String[] {"", "gpu", "cuda:", "cuda:-1", "cuda:100", "cpu:0", "meta"}) {
            assertThatThrownBy(() -> Device.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void without_a_gpu_auto_is_the_processor_and_cuda_is_refused() {
        TorchRuntime.load();
        if (!torch.hasCUDA()) {
            assertThat(Device.of("auto")).isEqualTo(Device.CPU);
            assertThatThrownBy(() -> Device.of("CUDA:1"))
                    .isInstanceOf(UnavailableDeviceException.class)
                    .hasMessage("device cuda:1 cannot be used: this LibTorch finds no CUDA");
        }
    }

    @Test
    void tensors_are_made_on_the_device_of_the_run_and_constants_follow() {
        Device there = new Device(Device.Kind.CPU, 1);
        try (PointerScope scope = new PointerScope();
                Constant constant = new Constant(Tensors.of(new float[] {1, 2}, 2))) {
            there.run(() -> {
                Tensor made = Tensors.ofLongs(new long[] {1, 2}, 2);
                assertThat(Device.of(made)).isEqualTo(Device.current()).isEqualTo(there);
                assertThat(constant.beside(made)).isSameAs(constant.beside(made));
                assertThat(Tensors.floats(constant.beside(made))).containsExactly(1, 2);
                assertThat(TorchRuntime.scoring(Device::current)).isEqualTo(Device.CPU);
                return null;
            });
            Tensor here = Tensors.of(new float[] {3}, 1);
            assertThat(Device.CPU.hold(here)).isSameAs(here);
            assertThat(Tensors.floats(constant.beside(here))).containsExactly(1, 2);
        }
    }

    @Test
    void full_memory_is_known_by_its_message() {
        RuntimeException full = new RuntimeException("CUDA out of memory. Tried to allocate 20.00 MiB");
        assertThat(Device.isOutOfMemory(new IllegalStateException(full))).isTrue();
        assertThat(Device.isOutOfMemory(new RuntimeException("shape"))).isFalse();
    }
}
