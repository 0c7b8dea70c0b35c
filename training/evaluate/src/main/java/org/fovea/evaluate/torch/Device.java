package org.fovea.evaluate.torch;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Where tensors lie and are computed with. Within {@link #run}, {@link Tensors} makes them there; networks keep a copy
 * of their weights on each device that they are asked on. Only the gradients of a training leave the CPU: scores, and
 * all that is accepted by a score, are the CPU's.
 *
 * @param kind of device
 * @param index which one of its kind, from 0
 */
public record Device(Kind kind, int index) {
    public enum Kind {
        /**
         * The processor: number 0 is the reference, and the only device that promises the same bits every time. Others
         * go by the ways of a GPU, for tests.
         */
        CPU,
        CUDA
    }

    public static final Device CPU = new Device(Kind.CPU, 0);

    /** What a user writes for a choice by what is there. */
    public static final String AUTO = "auto";

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,2}))?");
    private static final ThreadLocal<Device> CURRENT = ThreadLocal.withInitial(() -> CPU);
    private static final Object SWITCH = new Object();

    /** Steps on a GPU that are being computed. */
    private static int onCuda;

    /**
     * The device that a user asks for.
     *
     * @param text {@code auto}, which is the first GPU that answers and else the CPU; {@code cpu}, {@code cuda} or
     *     {@code cuda:N}
     * @throws IllegalArgumentException where it says something else
     * @throws UnavailableDeviceException where there is no such GPU, or it does not answer
     */
    public static Device of(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        Matcher cuda = CUDA.matcher(name);
        if (name.equals(AUTO)) {
            Device first = new Device(Kind.CUDA, 0);
            return first.obstacle().isEmpty() ? first : CPU;
        }
        if (name.equals("cpu")) {
            return CPU;
        }
        if (!cuda.matches()) {
            throw new IllegalArgumentException("'" + text + "' is none of auto, cpu, cuda and cuda:N");
        }
        Device asked = new Device(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
        String obstacle = asked.obstacle();
        if (!obstacle.isEmpty()) {
            throw new UnavailableDeviceException(asked, obstacle);
        }
        return asked;
    }

    public static Device of(Tensor tensor) {
        if (tensor.is_cuda()) {
            return new Device(Kind.CUDA, tensor.device().index());
        }
        return current().kind == Kind.CPU ? current() : CPU;
    }

    /** Where the calling thread makes tensors: the CPU outside of {@link #run}. */
    public static Device current() {
        return CURRENT.get();
    }

    public boolean isCpu() {
        return equals(CPU);
    }

    /** Runs {@code work}, whose tensors are made here, on the calling thread. May be nested. */
    public <T> T run(Supplier<T> work) {
        Device before = CURRENT.get();
        if (equals(before)) {
            return work.get();
        }
        CURRENT.set(this);
        count(1);
        try {
            return work.get();
        } finally {
            count(-1);
            CURRENT.set(before);
        }
    }

    /** The same numbers here: the tensor itself where it is here already. Differentiable. */
    public Tensor hold(Tensor tensor) {
        return of(tensor).equals(this)
                ? tensor
                : tensor.to(torch(), tensor.scalar_type().intern());
    }

    public org.bytedeco.pytorch.Device torch() {
        return new org.bytedeco.pytorch.Device(kind == Kind.CUDA ? torch.DeviceType.CUDA : torch.DeviceType.CPU, (byte)
                (kind == Kind.CUDA ? index : -1));
    }

    /** Whether something failed because a device's memory is full, so that a smaller batch may do. */
    public static boolean isOutOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("out of memory")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Some of LibTorch's gradients have no order on a GPU, and it refuses them where everything shall be deterministic.
     * Scores that are computed meanwhile are of one thread each, and have an order anyway.
     */
    private void count(int steps) {
        if (kind == Kind.CUDA) {
            synchronized (SWITCH) {
                onCuda += steps;
                torch.globalContext().setDeterministicAlgorithms(onCuda == 0, false);
            }
        }
    }

    /** Why it cannot be used; empty where it answers. */
    private String obstacle() {
        TorchRuntime.load();
        if (isCpu()) {
            return "";
        }
        if (!torch.hasCUDA()) {
            return "this LibTorch finds no CUDA";
        }
        int count = torch.cuda_device_count();
        if (index >= count) {
            return "CUDA has " + count + (count == 1 ? " device" : " devices");
        }
        try (PointerScope scope = new PointerScope()) {
            var context = torch.globalContext();
            context.setAllowTF32CuBLAS(true);
            context.setAllowTF32CuDNN(true);
            context.setBenchmarkCuDNN(true);
            float[] sum = Tensors.floats(hold(Tensors.of(new float[] {1}, 1)).add(new Scalar(1f)));
            return sum[0] == 2 ? "" : "it computes 1 + 1 = " + sum[0];
        } catch (RuntimeException e) {
            return TorchMessage.of(e);
        }
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return isCpu() ? name : name + ":" + index;
    }
}
