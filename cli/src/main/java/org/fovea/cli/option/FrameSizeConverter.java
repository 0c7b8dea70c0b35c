package org.fovea.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.FrameSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code WIDTHxHEIGHT}. */
public final class FrameSizeConverter implements ITypeConverter<FrameSize> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");

    @Override
    public FrameSize convert(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not WxH, for example 1164x874");
        }
        try {
            return new FrameSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        } catch (IllegalArgumentException _) {
            throw new TypeConversionException(
                    "'" + text + "' is not a frame size; sides are 1 to " + FrameSize.MAX_SIDE + " pixels");
        }
    }
}
