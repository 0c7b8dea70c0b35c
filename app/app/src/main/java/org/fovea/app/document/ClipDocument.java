package org.fovea.app.document;

import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.ClipFacts;

/** A clip, for programs; frames per second are null where the container does not tell them. */
public record ClipDocument(
        String input,
        long bytes,
        String sha256,
        String container,
        String codec,
        int width,
        int height,
        long frames,
        String countedBy,
        boolean checked,
        Optional<Double> framesPerSecond,
        String pixelFormat,
        String rangeTag,
        String matrixTag,
        String transferTag,
        String orientation,
        boolean audio,
        String colourRule,
        String decoder) {
    /**
     * What a clip is.
     *
     * @param input as its user named it
     * @param checked whether all frames were decoded
     */
    public static ClipDocument of(Clip clip, String input, String hash, boolean checked) {
        ClipFacts facts = clip.facts();
        return new ClipDocument(
                input,
                facts.bytes(),
                hash,
                facts.container(),
                facts.codec(),
                facts.size().width(),
                facts.size().height(),
                facts.count().frames(),
                Text.word(facts.count().method()),
                checked,
                facts.frameRate().isKnown() ? Optional.of(facts.frameRate().perSecond()) : Optional.empty(),
                facts.pixelFormat(),
                facts.rangeTag(),
                facts.matrixTag(),
                facts.transferTag(),
                facts.orientation(),
                facts.audio(),
                clip.rule().id(),
                clip.decoder());
    }
}
