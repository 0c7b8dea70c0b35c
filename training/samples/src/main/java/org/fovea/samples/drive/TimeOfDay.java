package org.fovea.samples.drive;

/** When a drive takes place. */
public enum TimeOfDay {
    /** Sun or clouds, clear or hazy. */
    DAY,
    /** Headlights, street lamps, a noisier sensor. */
    NIGHT
}
