package org.fovea.app.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.ClipFacts;
import org.fovea.video.clip.FrameRate;

/** A clip, for programs. */
public final class ClipDocument {
    private ClipDocument() {}

    /**
     * What a clip is; frames per second are null where the container does not tell them.
     *
     * @param input as its user named it
     * @param checked whether all frames were decoded
     */
    public static Map<String, Object> of(Clip clip, String input, String hash, boolean checked) {
        ClipFacts facts = clip.facts();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("input", input);
        document.put("bytes", facts.bytes());
        document.put("sha256", hash);
        document.put("container", facts.container());
        document.put("codec", facts.codec());
        document.put("width", facts.size().width());
        document.put("height", facts.size().height());
        document.put("frames", facts.count().frames());
        document.put("countedBy", Text.word(facts.count().method()));
        document.put("checked", checked);
        FrameRate rate = facts.frameRate();
        document.put("framesPerSecond", rate.isKnown() ? Optional.of(rate.perSecond()) : Optional.empty());
        document.put("pixelFormat", facts.pixelFormat());
        document.put("rangeTag", facts.rangeTag());
        document.put("matrixTag", facts.matrixTag());
        document.put("transferTag", facts.transferTag());
        document.put("orientation", facts.orientation());
        document.put("audio", facts.audio());
        document.put("colourRule", clip.rule().id());
        document.put("decoder", clip.decoder());
        return document;
    }
}
