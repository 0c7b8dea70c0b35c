package org.fovea.cli.option;

import org.fovea.app.AppException;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.UnavailableDeviceException;
import picocli.CommandLine.Option;

/** {@code --device}: where gradients are computed. */
public final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "Where gradients are computed: cpu, cuda, cuda:N, or auto, which is the first GPU that "
                    + "answers, else the CPU. Scores are computed on the CPU.")
    private String name;

    /**
     * The device.
     *
     * @throws AppException where there is no such device
     */
    public Device device() {
        try {
            return Device.of(name);
        } catch (UnavailableDeviceException e) {
            throw AppException.environment(e.getMessage() + "; fovea doctor --device cuda says what is missing, "
                    + "--device cpu needs no GPU");
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--device: " + e.getMessage());
        }
    }
}
