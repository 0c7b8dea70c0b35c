package org.fovea.evaluate.torch;

/** A device was asked for that is not there or does not answer. */
public final class UnavailableDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnavailableDeviceException(Device device, String reason) {
        super("device " + device + " cannot be used: " + reason);
    }
}
