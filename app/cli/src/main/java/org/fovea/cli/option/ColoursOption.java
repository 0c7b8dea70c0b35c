package org.fovea.cli.option;

import java.util.Arrays;
import org.fovea.video.colour.ColourChoice;
import picocli.CommandLine.TypeConversionException;

/** {@code --colours}: who says how a clip's samples become RGB. */
public final class ColoursOption extends WordedOption<ColourChoice> {
    /** As the tags say, where nothing else is asked for. */
    public ColoursOption() {
        super(
                ColourChoice.class,
                null,
                "How samples become RGB: by the clip's tags, or as the challenge does, BT.601 whatever matrix they "
                        + "name. Default: tags.",
                "--colours");
        option().paramLabel("tags|challenge")
                .converters(text -> Arrays.stream(ColourChoice.values())
                        .filter(choice -> choice.label().equals(text))
                        .findFirst()
                        .orElseThrow(
                                () -> new TypeConversionException("'" + text + "' is neither tags nor challenge")));
    }

    /** What was given. */
    public ColourChoice choice() {
        return value() == null ? ColourChoice.TAGS : value();
    }
}
