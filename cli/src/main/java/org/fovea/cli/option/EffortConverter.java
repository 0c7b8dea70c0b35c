package org.fovea.cli.option;

import java.util.Locale;
import org.fovea.codec.mask.MaskEffort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code fast}, {@code best} or {@code max}. */
public final class EffortConverter implements ITypeConverter<MaskEffort> {
    @Override
    public MaskEffort convert(String text) {
        for (MaskEffort effort : MaskEffort.values()) {
            if (effort.name().toLowerCase(Locale.ROOT).equals(text)) {
                return effort;
            }
        }
        throw new TypeConversionException("'" + text + "' is not fast, best or max");
    }
}
