package org.fovea.cli.option;

import org.fovea.video.colour.ColourChoice;
import picocli.CommandLine.Help.Visibility;

/** {@code --colours}: who says how a clip's samples become RGB. */
public final class ColoursOption extends WordedOption<ColourChoice> {
    /** As the tags say, where nothing else is asked for. */
    public ColoursOption() {
        super(
                ColourChoice.class,
                ColourChoice.TAGS,
                "How samples become RGB: by the clip's tags, or as the challenge does, BT.601 whatever matrix they "
                        + "name. Default: tags.",
                "--colours");
        option().paramLabel("tags|challenge").showDefaultValue(Visibility.NEVER);
    }
}
