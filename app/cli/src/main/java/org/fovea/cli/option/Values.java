package org.fovea.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.inflate.FrameFormat;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.store.RunQuery;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.write.ClipSettings;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values of options are read. */
public final class Values {
    private Values() {}

    /** Reads {@code WIDTHxHEIGHT}. */
    public static final class FrameSizeConverter implements ITypeConverter<FrameSize> {
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

    private static <T extends Enum<T>> T word(Class<T> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** Has a command, and all below it, read constants as words in lower case. */
    public static void register(CommandLine command) {
        register(command, MaskEffort.class);
        register(command, FrameFormat.class);
        register(command, ColourChoice.class);
        register(command, ClipSettings.Codec.class);
        register(command, RunQuery.Order.class);
        register(command, Judgement.Verdict.class);
    }

    private static <T extends Enum<T>> void register(CommandLine command, Class<T> type) {
        command.registerConverter(type, text -> word(type, text));
    }

    /** Values of an option that is repeated, each {@code KEY=VALUE}. */
    public static final class KeyValues {
        private KeyValues() {}

        /**
         * Reads them; of a key that is there twice, the last one holds.
         *
         * @param option for messages, as in "--set"
         * @param form what each should look like, for messages
         * @throws AppException where one has no key
         */
        public static Map<String, String> of(String option, String form, List<String> texts) {
            Map<String, String> pairs = new TreeMap<>();
            for (String text : texts) {
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw AppException.usage(option + ": '" + text + "' is not " + form);
                }
                pairs.put(text.substring(0, equals), text.substring(equals + 1));
            }
            return pairs;
        }
    }
}
